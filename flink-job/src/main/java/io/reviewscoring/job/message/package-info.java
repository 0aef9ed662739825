/** The records of the topics and what flows between operators, with their JSON form. */
@NullMarked
package io.reviewscoring.job.message;

import org.jspecify.annotations.NullMarked;
