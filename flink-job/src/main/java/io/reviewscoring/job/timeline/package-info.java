/** Which models score when and which reviews, as the gate tells it to the score subtasks. */
@NullMarked
package io.reviewscoring.job.timeline;

import org.jspecify.annotations.NullMarked;
