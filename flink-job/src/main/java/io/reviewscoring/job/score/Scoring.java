package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.model.text.TokenFingerprints;

/** What one model finds of a review. A scoring thread writes it, before the task thread reads. */
final class Scoring {
  final ReadyModel model;

  /** The review's tokens by the model's rules. */
  final TokenFingerprints tokens;

  private float score;
  private int knownTokens;
  private long nanos;

  Scoring(EncodedReview review, ReadyModel model) {
    this.model = model;
    this.tokens = review.tokensBy(model.rules());
  }

  void scored(float probability, int known, long tookNanos) {
    score = probability;
    knownTokens = known;
    nanos = tookNanos;
  }

  float score() {
    return score;
  }

  int knownTokens() {
    return knownTokens;
  }

  /** This text's share of the time that its batch took with this model. */
  long nanos() {
    return nanos;
  }
}
