/** The benchmark: the scorer and the job beside what else could do the work. */
@NullMarked
package io.reviewscoring.bench;

import org.jspecify.annotations.NullMarked;
