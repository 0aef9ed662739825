package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is recorded as decided is what somebody trusted asked for. The keys are those that
 * lay in the folder when this was made. Immutable.
 */
public final class RecordCheck {

  /** A record that must not be taken up; the message is one line that names it. */
  public static final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    UntrustedException(ModelStatus status, String problem) {
      super(
          "the decision recorded of the command at offset %d, model %s from %s, %s"
              .formatted(
                  status.controlOffset(), status.version(), Instants.text(from(status)), problem));
    }
  }

  private record Signed(ModelStatus status, SignedCommand asked) {}

  private final CommandTrust trust;
  private final @Nullable TrustedKeys keys;

  private RecordCheck(CommandTrust trust, @Nullable TrustedKeys keys) {
    this.trust = trust;
    this.keys = keys;
  }

  /**
   * Reads the keys, if signatures are looked at.
   *
   * @throws IOException with one line, if they can't be read or there are none
   */
  public static RecordCheck of(CommandTrust trust) throws IOException {
    String folder = trust.keys();
    return new RecordCheck(trust, folder == null ? null : TrustedKeys.read(Path.of(folder)));
  }

  /** What lies in the folder of keys and is none, a line about each. */
  public List<String> unusable() {
    return keys == null ? List.of() : keys.unusable();
  }

  /** Whether signatures are looked at, and keys are left for records alone. */
  public boolean followsNoneSigned() {
    return keys != null && keys.areAllRetired();
  }

  /**
   * Checks decisions, each of another command.
   *
   * @param accepted in the record's order
   * @throws UntrustedException naming the first that is not to be believed, and what to do
   */
  public void check(List<ModelStatus> accepted) throws UntrustedException {
    if (keys == null) {
      return;
    }
    List<Signed> signed = new ArrayList<>();
    List<ModelStatus> believed = new ArrayList<>();
    for (ModelStatus status : accepted) {
      if (countsUnsigned(status)) {
        believed.add(status);
      } else if (CommandCheck.needsSignature(status.change())) {
        signed.add(new Signed(status, checked(status, accepted)));
        believed.add(status);
      }
    }
    checkOrder(signed);
    for (ModelStatus status : accepted) {
      checkModel(status, believed);
    }
  }

  private boolean countsUnsigned(ModelStatus status) {
    return trust.unsignedUntil() != null && from(status) <= trust.unsignedUntil();
  }

  private SignedCommand checked(ModelStatus status, List<ModelStatus> accepted)
      throws UntrustedException {
    if (status.envelope() == null) {
      long last =
          accepted.stream()
              .filter(each -> each.envelope() == null)
              .filter(each -> CommandCheck.needsSignature(each.change()))
              .mapToLong(RecordCheck::from)
              .max()
              .orElse(from(status));
      throw new UntrustedException(
          status,
          "is not signed: if it was made before commands were signed, --model.trust-unsigned-until "
              + Instants.text(last)
              + " lets it and all others that are not signed count; if not, somebody else wrote it");
    }
    Optional<SignedCommand> signed = signed(status);
    if (signed.isEmpty()) {
      throw new UntrustedException(
          status,
          "is signed by none of the trusted keys, or was altered: a key that signed it belongs into"
              + " retired/ of --model.trusted-keys");
    }
    if (!signed.get().job().equals(trust.job())) {
      throw new UntrustedException(
          status,
          "was signed for another job, "
              + signed.get().job()
              + ": if this one goes on from that one's state, --model.trust-unsigned-until "
              + Instants.text(from(status))
              + " lets it count; if not, somebody else wrote it");
    }
    Optional<String> difference = difference(status, signed.get().command());
    if (difference.isPresent()) {
      throw altered(status, "has another " + difference.get() + " than was signed");
    }
    return signed.get();
  }

  /**
   * The command of a record, if a trusted key signed it. That of a refused command counts, too: its
   * signature was looked at before it was refused for another reason.
   */
  public Optional<SignedCommand> signed(ModelStatus status) {
    return status.envelope() == null ? Optional.empty() : signed(status.envelope());
  }

  private Optional<SignedCommand> signed(String json) {
    try {
      Envelope envelope = Envelope.read(json.getBytes(UTF_8));
      return keys != null && keys.isSigned(envelope)
          ? Optional.of(SignedCommand.in(envelope))
          : Optional.empty();
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static UntrustedException altered(ModelStatus status, String problem) {
    return new UntrustedException(status, problem + ": somebody altered it after it was recorded");
  }

  /** What is recorded otherwise than it was asked for. */
  private static Optional<String> difference(ModelStatus status, ModelCommand asked) {
    RoleChange recorded = change(status.change());
    RoleChange meant = change(asked.change());
    boolean brings = recorded.kind() != RoleChange.Kind.PROMOTE;
    if (recorded.kind() != meant.kind()) {
      return Optional.of("type");
    }
    if (brings && !asked.version().equals(status.version())) {
      return Optional.of("version");
    }
    if (brings && !asked.sha256().equalsIgnoreCase(status.sha256())) {
      return Optional.of("sha256");
    }
    if (!Objects.equals(recorded.experiment(), meant.experiment())) {
      return Optional.of("experiment");
    }
    if (!recorded.equals(meant)) {
      return Optional.of("share");
    }
    return Objects.equals(requestedFrom(asked), status.requestedFrom())
        ? Optional.empty()
        : Optional.of("requestedFrom");
  }

  private static RoleChange change(@Nullable RoleChange change) {
    return change == null ? RoleChange.ACTIVATE : change;
  }

  private static @Nullable Long requestedFrom(ModelCommand asked) {
    try {
      return asked.requestedFrom();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** The commands of a topic were signed in its order, and none was followed twice. */
  private static void checkOrder(List<Signed> signed) throws UntrustedException {
    List<Signed> byOffset = new ArrayList<>(signed);
    byOffset.sort(Comparator.comparingLong(each -> each.status().controlOffset()));
    Set<SignedCommand> seen = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    for (Signed each : byOffset) {
      long issuedAt = each.asked().issuedAt();
      Long before = last.put(String.valueOf(each.status().controlTopicId()), issuedAt);
      if (!seen.add(each.asked()) || (before != null && issuedAt <= before)) {
        throw altered(each.status(), "is of a command that was sent again or out of order");
      }
    }
  }

  /** What names no model itself leads to one that was accepted for that. */
  private static void checkModel(ModelStatus status, List<ModelStatus> believed)
      throws UntrustedException {
    RoleChange change = change(status.change());
    boolean known =
        switch (change.kind()) {
          case ACTIVATE, CANARY, SHADOW -> true;
          case PROMOTE ->
              isAmong(
                  status,
                  believed,
                  other ->
                      other.kind() == RoleChange.Kind.CANARY
                          && Objects.equals(other.experiment(), change.experiment()));
          case END, ROLLBACK ->
              isAmong(
                  status,
                  believed,
                  other ->
                      other.kind() == RoleChange.Kind.ACTIVATE
                          || other.kind() == RoleChange.Kind.PROMOTE);
        };
    if (!known) {
      throw altered(status, "leads to a model that was not accepted for it");
    }
  }

  private static boolean isAmong(
      ModelStatus status, List<ModelStatus> believed, Predicate<RoleChange> leads) {
    return believed.stream()
        .filter(other -> leads.test(change(other.change())))
        .anyMatch(
            other ->
                other.version().equals(status.version())
                    && Objects.equals(other.sha256(), status.sha256()));
  }

  private static long from(ModelStatus accepted) {
    return Objects.requireNonNull(accepted.effectiveFrom());
  }
}
