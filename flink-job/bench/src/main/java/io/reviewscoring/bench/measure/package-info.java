/** Repetitions, medians and spreads. */
@NullMarked
package io.reviewscoring.bench.measure;

import org.jspecify.annotations.NullMarked;
