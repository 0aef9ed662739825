package io.reviewscoring.job.cli;

import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.Optional;

/** What later decisions made of one that was accepted, in words. */
final class DecisionFate {
  private DecisionFate() {}

  /** Why it changes nothing at its instant; empty if it does. */
  static Optional<String> withoutEffect(Timeline timeline, Decision decision) {
    Decision there = timeline.of(decision.effectiveFrom());
    if (there != null && !there.equals(decision)) {
      return Optional.of("another one has its instant: " + words(there));
    }
    Roles roles = timeline.at(decision.effectiveFrom());
    if (roles == null || roles.by().equals(decision)) {
      return Optional.empty();
    }
    String experiment = decision.experiment();
    Decision end = experiment == null ? null : timeline.endOf(experiment);
    return Optional.of(
        "experiment %s is over by then: %s"
            .formatted(experiment, words(end == null ? roles.by() : end)));
  }

  /** What took its place since; empty if nothing has. */
  static Optional<String> replacement(Timeline timeline, Decision decision) {
    return timeline
        .from(decision.effectiveFrom())
        .filter(roles -> !roles.decisions().contains(decision))
        .findFirst()
        .map(roles -> words(roles.by()));
  }

  private static String words(Decision decision) {
    return decision.version() + ", " + InForce.words(decision.change(), decision.effectiveFrom());
  }
}
