package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of the control topic, and says whose are followed. The keys are read anew for each
 * that is signed, when it comes and when it is decided. Thread-safe.
 */
public final class CommandCheck {
  /** How far a signer's clock may be ahead. */
  static final Duration MAX_AHEAD = Duration.ofMinutes(1);

  static final String UNSIGNED =
      "it is not signed, and this job takes signed commands alone: publish --sign";

  private static final Logger LOG = LoggerFactory.getLogger(CommandCheck.class);

  private final CommandTrust trust;

  public CommandCheck(CommandTrust trust) {
    this.trust = trust;
  }

  /**
   * What a record asks for.
   *
   * @throws MalformedMessageException if that can't be told
   */
  public static ModelCommand command(byte[] value) throws MalformedMessageException {
    return Envelope.isOne(value)
        ? SignedCommand.in(Envelope.read(value)).command()
        : Messages.modelCommand(value);
  }

  /**
   * Takes a record as it comes.
   *
   * @param clock the time, epoch milliseconds
   * @param lastIssuedAt when the last one that was followed was signed, epoch milliseconds; null
   *     where there was none
   */
  public ReceivedCommand receive(byte[] value, long clock, @Nullable Long lastIssuedAt) {
    try {
      return Envelope.isOne(value)
          ? signed(Envelope.read(value), clock, lastIssuedAt)
          : unsigned(Messages.modelCommand(value));
    } catch (MalformedMessageException e) {
      return ReceivedCommand.refused(ReceivedCommand.UNREADABLE, e.getMessage());
    }
  }

  private ReceivedCommand unsigned(ModelCommand command) {
    return trust.keys() == null || !needsSignature(command.change())
        ? new ReceivedCommand(command, null, null, null)
        : ReceivedCommand.refused(command, UNSIGNED);
  }

  /** What leads back to a model that was accepted before needs none. */
  static boolean needsSignature(@Nullable RoleChange change) {
    return change == null
        || switch (change.kind()) {
          case ACTIVATE, CANARY, SHADOW, PROMOTE -> true;
          case END, ROLLBACK -> false;
        };
  }

  private ReceivedCommand signed(Envelope envelope, long clock, @Nullable Long lastIssuedAt)
      throws MalformedMessageException {
    SignedCommand asked = SignedCommand.in(envelope);
    if (trust.keys() == null) {
      return new ReceivedCommand(asked.command(), null, envelope.json(), null);
    }
    Optional<String> refusal =
        signatureRefusal(envelope, trust.keys())
            .or(() -> contentRefusal(asked, clock, lastIssuedAt));
    return refusal.isPresent()
        ? ReceivedCommand.refused(asked.command(), refusal.get())
        : new ReceivedCommand(asked.command(), null, envelope.json(), asked.issuedAt());
  }

  /**
   * Why a command is not followed any more that was received before, as its key is retired by now,
   * or there were no keys then; empty if it is.
   *
   * @param envelope that it came in, as JSON; null without one
   */
  public Optional<String> refusal(ModelCommand command, @Nullable String envelope) {
    String keys = trust.keys();
    if (keys == null || !needsSignature(command.change())) {
      return Optional.empty();
    }
    if (envelope == null) {
      return Optional.of(UNSIGNED);
    }
    try {
      Envelope read = Envelope.read(envelope.getBytes(UTF_8));
      SignedCommand asked = SignedCommand.in(read);
      return asked.command().equals(command)
          ? jobRefusal(asked).or(() -> signatureRefusal(read, keys))
          : Optional.of("it is another command than was signed");
    } catch (MalformedMessageException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> jobRefusal(SignedCommand asked) {
    return asked.job().equals(trust.job())
        ? Optional.empty()
        : Optional.of("it is signed for another job, " + asked.job());
  }

  private static Optional<String> signatureRefusal(Envelope envelope, String folder) {
    try {
      TrustedKeys keys = TrustedKeys.read(Path.of(folder));
      keys.unusable().forEach(line -> LOG.warn("model.trusted-keys: {}", line));
      return keys.refusal(envelope);
    } catch (IOException e) {
      LOG.warn("model.trusted-keys: {}", e.toString());
      return Optional.of(
          "its signature can't be checked: the job can't read its trusted keys, or has none; its"
              + " log says why");
    }
  }

  private Optional<String> contentRefusal(
      SignedCommand asked, long clock, @Nullable Long lastIssuedAt) {
    String issued = "it was signed at " + Instants.text(asked.issuedAt());
    Optional<String> ofAnother = jobRefusal(asked);
    if (ofAnother.isPresent()) {
      return ofAnother;
    }
    if (clock >= asked.expires()) {
      return Optional.of("it expired at " + Instants.text(asked.expires()));
    }
    if (asked.issuedAt() > clock + MAX_AHEAD.toMillis()) {
      return Optional.of(issued + ", ahead of the job's clock, " + Instants.text(clock));
    }
    if (lastIssuedAt != null && asked.issuedAt() <= lastIssuedAt) {
      return Optional.of(
          issued
              + ", not after the last signed command, "
              + Instants.text(lastIssuedAt)
              + ": it is sent again, or out of order");
    }
    return Optional.empty();
  }
}
