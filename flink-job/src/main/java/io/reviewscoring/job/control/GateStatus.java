package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** How the gate words its decisions for the status topic. */
final class GateStatus {
  private GateStatus() {}

  /**
   * @param requestedFrom epoch milliseconds; null where as soon as possible was asked for
   * @param effectiveFrom epoch milliseconds
   */
  static ModelStatus accepted(
      PendingCommand pending,
      Verdict.Sound sound,
      @Nullable Long requestedFrom,
      long effectiveFrom) {
    return new ModelStatus(
        sound.version(),
        ModelStatus.State.ACCEPTED,
        null,
        null,
        requestedFrom,
        effectiveFrom,
        pending.command().uri(),
        sound.sha256(),
        pending.offset(),
        null);
  }

  static ModelStatus rejected(PendingCommand pending, @Nullable String reason) {
    return undecided(pending, ModelStatus.State.REJECTED, reason);
  }

  static ModelStatus stalled(PendingCommand pending, String reason) {
    return undecided(pending, ModelStatus.State.STALLED, reason);
  }

  private static ModelStatus undecided(
      PendingCommand pending, ModelStatus.State state, @Nullable String reason) {
    ModelCommand command = pending.command();
    return new ModelStatus(
        command.version(),
        state,
        reason,
        null,
        requestedFromIfReadable(command),
        null,
        command.uri(),
        command.sha256(),
        pending.offset(),
        null);
  }

  private static @Nullable Long requestedFromIfReadable(ModelCommand command) {
    try {
      return command.requestedFrom();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
