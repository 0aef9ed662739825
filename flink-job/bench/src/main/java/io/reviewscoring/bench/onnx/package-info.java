/** A bundle's network in ONNX's format. */
@NullMarked
package io.reviewscoring.bench.onnx;

import org.jspecify.annotations.NullMarked;
