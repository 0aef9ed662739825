/** Scores each review with the model that is in force at the review's own event time. */
@NullMarked
package io.reviewscoring.job.score;

import org.jspecify.annotations.NullMarked;
