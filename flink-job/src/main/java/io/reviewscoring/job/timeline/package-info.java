/** Which model is in force when, as the gate tells it to the score subtasks. */
@NullMarked
package io.reviewscoring.job.timeline;

import org.jspecify.annotations.NullMarked;
