package io.reviewscoring.job.signature;

import io.reviewscoring.job.message.ModelCommand;
import org.jspecify.annotations.Nullable;

/**
 * A record of the control topic as it was understood.
 *
 * @param command what it asks for, believed or not; {@link #UNREADABLE} where that can't be told
 * @param refusal why it is not to be followed, for anyone to read; null if it is
 * @param envelope its envelope as JSON; null without one, and where it is refused
 * @param issuedAt when it was signed, epoch milliseconds; null where no signature was looked at
 */
public record ReceivedCommand(
    ModelCommand command,
    @Nullable String refusal,
    @Nullable String envelope,
    @Nullable Long issuedAt) {

  /** Stands for a command that can't be read. */
  public static final ModelCommand UNREADABLE =
      new ModelCommand(ModelCommand.UNNAMED, "", "", null);

  static ReceivedCommand refused(ModelCommand command, @Nullable String reason) {
    return new ReceivedCommand(command, String.valueOf(reason), null, null);
  }

  /** The same, refused for another reason than who asks; null where there is none. */
  public ReceivedCommand withRefusal(@Nullable String reason) {
    return new ReceivedCommand(command, reason, envelope, issuedAt);
  }
}
