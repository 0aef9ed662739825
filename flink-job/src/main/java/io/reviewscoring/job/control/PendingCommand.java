package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;

/** A command that the gate has not decided yet. Kept in the gate's state. */
public record PendingCommand(ModelCommand command, long offset) {}
