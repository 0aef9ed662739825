package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions that older commands, undecided as their stores are away, must not undo. */
final class Overtaking {
  private final List<Decision> decisions = new ArrayList<>();

  void add(Decision decision) {
    decisions.add(decision);
  }

  /** Forgets those that no command is older than. */
  void forgetBefore(long oldestOffset) {
    decisions.removeIf(decision -> decision.controlOffset() < oldestOffset);
  }

  /**
   * The later command by which an older one, in the topic's order, would have been replaced by the
   * instant at which it would be in force now.
   */
  Optional<Decision> of(PendingCommand older, @Nullable Long requested, long effectiveFrom) {
    return decisions.stream()
        .filter(decision -> replaces(decision, older.command()))
        .filter(
            decision ->
                decision.controlOffset() > older.offset()
                    && decision.effectiveFrom() <= effectiveFrom
                    && (requested == null || requested <= decision.effectiveFrom()))
        .findFirst();
  }

  /** Whether nothing is left of a change after another one. */
  private static boolean replaces(Decision decision, ModelCommand older) {
    Kind newer = decision.kind();
    return switch (older.kind()) {
      case ACTIVATE -> newer == Kind.ACTIVATE || newer == Kind.PROMOTE || newer == Kind.ROLLBACK;
      case CANARY, SHADOW ->
          newer == Kind.END
              ? Objects.equals(decision.experiment(), experiment(older))
              : newer == older.kind() || !newer.hasBundle();
      case PROMOTE, END, ROLLBACK -> false; // they wait for no store
    };
  }

  private static @Nullable String experiment(ModelCommand command) {
    return command.change() == null ? null : command.change().experiment();
  }

  /** A decision in words. */
  static String words(Kind kind) {
    return switch (kind) {
      case ACTIVATE -> "activation";
      case CANARY -> "canary";
      case SHADOW -> "shadow";
      case PROMOTE -> "promotion";
      case END -> "end of an experiment";
      case ROLLBACK -> "rollback";
    };
  }

  List<Decision> all() {
    return List.copyOf(decisions);
  }
}
