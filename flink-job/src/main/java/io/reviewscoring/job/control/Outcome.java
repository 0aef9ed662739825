package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What the gate has to say: a decision to the score subtasks, a status to the outside, or both.
 *
 * @param decision null where none is in force by this
 * @param status null for a decision that was told before
 */
record Outcome(@Nullable Decision decision, @Nullable ModelStatus status) {}
