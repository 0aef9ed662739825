package io.reviewscoring.job.control;

import io.reviewscoring.job.timeline.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions that older commands, undecided as their stores are away, must not undo. */
final class Overtaking {
  private final List<Decision> decisions = new ArrayList<>();

  void add(Decision decision) {
    decisions.add(decision);
  }

  void addAll(List<Decision> others) {
    decisions.addAll(others);
  }

  /** Forgets those that no command is older than. */
  void forgetBefore(long oldestOffset) {
    decisions.removeIf(decision -> decision.controlOffset() < oldestOffset);
  }

  /**
   * The later command by which an older one, in the topic's order, would have been replaced by the
   * instant at which it would be in force now.
   */
  Optional<Decision> of(long offset, @Nullable Long requested, long effectiveFrom) {
    return decisions.stream()
        .filter(
            decision ->
                decision.controlOffset() > offset
                    && decision.effectiveFrom() <= effectiveFrom
                    && (requested == null || requested <= decision.effectiveFrom()))
        .findFirst();
  }

  List<Decision> all() {
    return List.copyOf(decisions);
  }
}
