package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import org.jspecify.annotations.Nullable;

/** Reviews that two models have scored. */
final class ScoredPairs {
  private ScoredPairs() {}

  /** One of the experiment "e", scored by "first" and by the shadow "second". */
  static ScoredBeside pair(String reviewId, long timestamp, float score, float other) {
    return new ScoredBeside(
        "e",
        event(reviewId, timestamp, score, "first", null),
        event(reviewId, timestamp, other, "second", ScoredBeside.SHADOW));
  }

  private static SentimentEvent event(
      String reviewId, long timestamp, float score, String model, @Nullable String role) {
    Label label = score < 0.4f ? Label.NEGATIVE : score > 0.6f ? Label.POSITIVE : Label.UNCERTAIN;
    var origin = new SourceCoordinates("reviews", 0, timestamp, timestamp);
    return new SentimentEvent(
        reviewId, "p", timestamp, score, label, null, 3, 3, false, model, "00", role, null, null,
        null, null, origin);
  }
}
