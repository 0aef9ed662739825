/** Sentiment per product and window: sums, revisions while the window is open, and what is late. */
@NullMarked
package io.reviewscoring.job.aggregate;

import org.jspecify.annotations.NullMarked;
