/** What scores rows of ids: our own scorer, ONNX Runtime, DL4J. */
@NullMarked
package io.reviewscoring.bench.engine;

import org.jspecify.annotations.NullMarked;
