package io.reviewscoring.job.control;

import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.signature.CommandCheck;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.signature.ReceivedCommand;
import java.time.DateTimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads commands, and refuses those that can't be meant whatever was decided. Immutable. */
final class CommandReader {
  private final AllowedStores stores;
  private final CommandCheck check;

  CommandReader(AllowedStores stores, CommandTrust trust) {
    this.stores = stores;
    this.check = new CommandCheck(trust);
  }

  /**
   * Reads the value of a record.
   *
   * @param clock epoch milliseconds
   * @param lastSigned when the last command was signed that came before, epoch milliseconds; null
   *     for none
   */
  ReceivedCommand read(byte[] value, long clock, @Nullable Long lastSigned) {
    ReceivedCommand received = check.receive(value, clock, lastSigned);
    return received.refusal() == null
        ? received.withRefusal(problem(received.command()))
        : received;
  }

  /** Why a command that was received before is not followed any more; null if it is. */
  @Nullable String refusal(PendingCommand pending) {
    return check.refusal(pending.command(), pending.envelope()).orElse(null);
  }

  private @Nullable String problem(ModelCommand asked) {
    try {
      Long from = asked.requestedFrom();
      if (from != null && from > Instants.LAST) {
        return "effectiveFrom is behind the year 9999: " + asked.effectiveFrom();
      }
    } catch (DateTimeException | ArithmeticException e) {
      return "effectiveFrom is no instant: " + asked.effectiveFrom();
    }
    Optional<String> ofRole = asked.change() == null ? Optional.empty() : asked.change().problem();
    return ofRole
        .or(() -> asked.kind().hasBundle() ? stores.refusal(asked.uri()) : Optional.empty())
        .orElse(null);
  }
}
