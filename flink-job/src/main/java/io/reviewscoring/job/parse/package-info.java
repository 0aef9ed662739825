/** From bytes to checked reviews with their event time, or to dead letters that say why not. */
@NullMarked
package io.reviewscoring.job.parse;

import org.jspecify.annotations.NullMarked;
