/** From a review's text to fingerprints of its tokens, which no model's vocabulary binds. */
@NullMarked
package io.reviewscoring.job.encode;

import org.jspecify.annotations.NullMarked;
