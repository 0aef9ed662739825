package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import org.jspecify.annotations.Nullable;

/**
 * A command that the gate has not decided yet. Kept in the gate's state.
 *
 * @param unreachableSince when its store was first found to be out of reach, by the gate's clock in
 *     epoch milliseconds; null while it was not, and in the state of 0.1.0
 * @param envelope that it came in, as JSON; null without one
 */
public record PendingCommand(
    ModelCommand command, long offset, @Nullable Long unreachableSince, @Nullable String envelope) {

  /** One that came without an envelope. */
  PendingCommand(ModelCommand command, long offset, @Nullable Long unreachableSince) {
    this(command, offset, unreachableSince, null);
  }

  /** The same whose store was found to be out of reach. */
  PendingCommand unreachable(long clock) {
    return new PendingCommand(command, offset, clock, envelope);
  }
}
