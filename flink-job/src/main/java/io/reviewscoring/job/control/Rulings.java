package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.timeline.Decision;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was decided, and what comes of the next command by that. Not thread-safe. */
final class Rulings {
  private final RoleRules rules = new RoleRules();
  private final Overtaking overtaking = new Overtaking();

  /** A decision, or why there is none. */
  record Ruling(@Nullable Decision decision, @Nullable String refusal) {}

  /** What was decided before. */
  void add(Decision decision) {
    rules.add(decision);
  }

  /** That older commands of the same topic must not undo a decision. */
  void protect(Decision decision) {
    overtaking.add(decision);
  }

  /** Forgets which decisions are protected, of those that no command is older than. */
  void forgetBefore(long oldestOffset) {
    overtaking.forgetBefore(oldestOffset);
  }

  /** The protected ones. */
  List<Decision> overtaking() {
    return overtaking.all();
  }

  /**
   * Decides.
   *
   * @param sound the command's own model; null where it brings none
   * @param requested the instant that is asked for; null for none
   * @param earliest the first instant that it may take
   * @param isAsked whether an experiment is asked for by an older command that is not decided yet
   */
  Ruling on(
      PendingCommand pending,
      Verdict.@Nullable Sound sound,
      @Nullable Long requested,
      long earliest,
      Predicate<String> isAsked) {
    ModelCommand command = pending.command();
    long effectiveFrom = rules.free(earliest, command.kind());
    Optional<Decision> newer = overtaking.of(pending, requested, effectiveFrom);
    if (newer.isPresent()) {
      return refused(
          "superseded: its store could not be reached before the later %s of %s was in force"
              .formatted(Overtaking.words(newer.get().kind()), newer.get().version()));
    }
    Optional<Decision> known = rules.model(command.kind(), effectiveFrom);
    String version = sound == null ? known.map(Decision::version).orElse(null) : sound.version();
    String sha256 = sound == null ? known.map(Decision::sha256).orElse(null) : sound.sha256();
    RoleChange change = command.change();
    if (change != null) {
      Optional<String> refusal = rules.refusal(change, sha256, effectiveFrom, isAsked);
      if (refusal.isPresent()) {
        return refused(refusal.get());
      }
    }
    Decision decision =
        new Decision(
            requireNonNull(version),
            requireNonNull(sha256),
            effectiveFrom,
            pending.offset(),
            change);
    rules.add(decision);
    overtaking.add(decision);
    return new Ruling(decision, null);
  }

  private static Ruling refused(String reason) {
    return new Ruling(null, reason);
  }
}
