/** What models that score the same reviews say against each other: sums by pair and window. */
@NullMarked
package io.reviewscoring.job.comparison;

import org.jspecify.annotations.NullMarked;
