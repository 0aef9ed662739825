/** JMH benchmarks of the scorer's kernels and of what reads records. */
@NullMarked
package io.reviewscoring.bench.kernel;

import org.jspecify.annotations.NullMarked;
