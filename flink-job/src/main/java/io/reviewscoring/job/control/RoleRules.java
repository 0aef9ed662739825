package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was decided, and what may be decided beside it. Not thread-safe. */
final class RoleRules {
  private final Timeline timeline = new Timeline();

  void add(Decision decision) {
    timeline.add(decision);
  }

  /**
   * The first instant from this one on that a change may take. There is one change an instant; an
   * activation takes the place of another.
   */
  long free(long instant, Kind kind) {
    Decision there = timeline.of(instant);
    if (there == null || (kind == Kind.ACTIVATE && there.kind() == Kind.ACTIVATE)) {
      return instant;
    }
    long next = instant + 1;
    while (timeline.of(next) != null) {
      next++;
    }
    return next;
  }

  /** The model of a change that brings none; empty if there is none for it. */
  Optional<Decision> model(Kind kind, long instant) {
    Roles roles = timeline.at(instant);
    return switch (kind) {
      case PROMOTE -> Optional.ofNullable(roles == null ? null : roles.candidate());
      case END -> Optional.ofNullable(timeline.inForce(instant));
      case ROLLBACK -> Optional.ofNullable(timeline.inForceBefore(instant));
      case ACTIVATE, CANARY, SHADOW -> Optional.empty();
    };
  }

  /**
   * Why a change can't be made at its instant; empty if it can.
   *
   * @param sha256 of its model; null where {@link #model} finds none
   * @param isAsked whether an experiment is asked for by a command that is not decided yet
   */
  Optional<String> refusal(
      RoleChange change, @Nullable String sha256, long instant, Predicate<String> isAsked) {
    return refusal(timeline, change, sha256, instant, isAsked)
        .or(() -> conflict(change, requireNonNull(sha256), instant));
  }

  private static Optional<String> refusal(
      Timeline timeline,
      RoleChange change,
      @Nullable String sha256,
      long instant,
      Predicate<String> isAsked) {
    Roles roles = timeline.hasBegun(instant) ? timeline.at(instant) : null;
    if (roles == null) {
      return Optional.of("no model is in force yet at that instant");
    }
    String name = change.experiment();
    if (name != null && timeline.hasEnded(name, instant)) {
      return Optional.of(isOver(timeline, name, change.kind()));
    }
    return switch (change.kind()) {
      case ACTIVATE -> Optional.empty();
      case ROLLBACK ->
          sha256 == null
              ? Optional.of("no other model was in force before " + before(roles))
              : Optional.empty();
      case CANARY -> ofPart(roles, roles.candidate(), change, sha256);
      case SHADOW -> ofPart(roles, roles.shadow(), change, sha256);
      case PROMOTE -> ofEnding(roles, change, ended -> false);
      case END ->
          ofEnding(
              roles,
              change,
              ended -> isAsked.test(ended) || isDecidedLater(timeline, ended, instant));
    };
  }

  private static String before(Roles roles) {
    String running = roles.experiment();
    return roles.inForce().version()
        + (running == null ? "" : "; `end " + running + "` ends the experiment");
  }

  private static Optional<String> ofPart(
      Roles roles, @Nullable Decision part, RoleChange change, @Nullable String sha256) {
    String name = requireNonNull(change.experiment());
    String running = roles.experiment();
    if (running != null && !running.equals(name)) {
      return Optional.of("experiment %s runs then: end it first".formatted(running));
    }
    if (part != null && !part.sha256().equals(sha256)) {
      return Optional.of(
          "experiment %s has another %s, %s: end it first"
              .formatted(
                  name, change.kind() == Kind.CANARY ? "candidate" : "shadow", part.version()));
    }
    if (roles.inForce().sha256().equals(sha256)) {
      return Optional.of(roles.inForce().version() + " is the model in force then");
    }
    return Optional.empty();
  }

  private static Optional<String> ofEnding(
      Roles roles, RoleChange change, Predicate<String> isToCome) {
    String name = requireNonNull(change.experiment());
    String running = roles.experiment();
    if (!name.equals(running) && !isToCome.test(name)) {
      return Optional.of(
          "no experiment %s runs then".formatted(name)
              + (running == null ? "" : ", but " + running));
    }
    if (change.kind() == Kind.PROMOTE && roles.candidate() == null) {
      return Optional.of("experiment %s has no candidate".formatted(name));
    }
    return Optional.empty();
  }

  private static String isOver(Timeline timeline, String experiment, Kind asked) {
    if (asked.hasShare()) {
      return "experiment %s has ended: give another one a name of its own".formatted(experiment);
    }
    Decision end = requireNonNull(timeline.endOf(experiment));
    String how =
        switch (end.kind()) {
          case PROMOTE -> "its candidate %s was promoted".formatted(end.version());
          case ROLLBACK -> "a rollback ended it";
          case ACTIVATE, CANARY, SHADOW, END -> "it was ended";
        };
    return "experiment %s is over: %s, from %s on%s"
        .formatted(
            experiment,
            how,
            Messages.instant(end.effectiveFrom()),
            asked == Kind.PROMOTE && end.kind() != Kind.PROMOTE
                ? "; publish puts its model in force"
                : "");
  }

  private static boolean isDecidedLater(Timeline timeline, String experiment, long instant) {
    return timeline.decisions().stream()
        .filter(decision -> decision.effectiveFrom() > instant)
        .anyMatch(decision -> experiment.equals(decision.experiment()));
  }

  /** That a part of an experiment would stand in the way of what is decided for later. */
  private Optional<String> conflict(RoleChange change, String sha256, long instant) {
    if (!change.kind().hasShare()) {
      return Optional.empty();
    }
    List<Decision> later = new ArrayList<>();
    Timeline without = new Timeline();
    Timeline with = new Timeline();
    for (Decision decision : timeline.decisions()) {
      if (decision.effectiveFrom() > instant) {
        later.add(decision);
      } else {
        without.add(decision);
        with.add(decision);
      }
    }
    with.add(new Decision("", sha256, instant, 0, change));
    for (Decision decision : later) {
      if (isPossible(without, decision) && !isPossible(with, decision)) {
        return Optional.of(
            "experiment %s is decided already from %s on"
                .formatted(decision.experiment(), Messages.instant(decision.effectiveFrom())));
      }
      without.add(decision);
      with.add(decision);
    }
    return Optional.empty();
  }

  private static boolean isPossible(Timeline timeline, Decision decision) {
    RoleChange change = Objects.requireNonNullElse(decision.change(), RoleChange.ACTIVATE);
    return refusal(
            timeline, change, decision.sha256(), decision.effectiveFrom(), experiment -> false)
        .isEmpty();
  }
}
