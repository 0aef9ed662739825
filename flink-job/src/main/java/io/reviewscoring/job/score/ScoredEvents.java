package io.reviewscoring.job.score;

import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.RoleHash;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of scored reviews, and remembers these. For the task thread. */
final class ScoredEvents {
  private final ScoredVersions versions;
  private final SettledTimeline timeline;
  private final ScoreMetrics metrics;

  ScoredEvents(ScoredVersions versions, SettledTimeline timeline, ScoreMetrics metrics) {
    this.versions = versions;
    this.timeline = timeline;
    this.metrics = metrics;
  }

  /** Makes the event of a review, whose id must be the current key; null if it is a repeat. */
  @Nullable SentimentEvent event(InFlight scored) throws Exception {
    ScoredVersions.Known known = versions.known(scored);
    if (known.isRepeat(scored.review)) {
      metrics.repeated();
      return null;
    }
    Float previous = known.previousScore();
    String previousModel = null;
    if (previous != null) {
      metrics.edited();
      int mark = known.previousModel();
      previousModel = mark == 0 ? null : timeline.versionOf(mark);
    }
    String role = scored.isCandidates ? RoleHash.CANDIDATE : null;
    Scoring own = scored.own;
    SentimentEvent event = own.model.event(scored.review, own, role, previous, previousModel);
    versions.add(known, scored.review, event.score(), own.model.mark());
    scored.emitted(event);
    return event;
  }

  /** Gives on what other models say of a review whose event is out. */
  void beside(InFlight scored, Consumer<ScoredBeside> to) {
    SentimentEvent event = scored.event();
    if (scored.experiment != null && event != null) {
      beside(scored, scored.experiment, event, scored.compared, ScoredBeside.IN_FORCE, to);
      beside(scored, scored.experiment, event, scored.shadow, ScoredBeside.SHADOW, to);
    }
  }

  private void beside(
      InFlight scored,
      String experiment,
      SentimentEvent event,
      @Nullable Scoring scoring,
      String role,
      Consumer<ScoredBeside> to) {
    if (scoring != null) {
      SentimentEvent beside = scoring.model.beside(scored.review, scoring, role);
      ScoredBeside both = new ScoredBeside(experiment, event, beside);
      metrics.compared(role, both);
      to.accept(both);
    }
  }
}
