/** The scorer beside ONNX Runtime and DL4J. */
@NullMarked
package io.reviewscoring.bench.scorer;

import org.jspecify.annotations.NullMarked;
