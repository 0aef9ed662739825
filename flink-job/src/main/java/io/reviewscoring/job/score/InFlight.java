package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.model.text.TokenFingerprints;

/**
 * A review on its way through the scoring threads, with the model that it was given. One of them
 * writes what it finds, before the task thread gets the review back.
 */
final class InFlight {
  final EncodedReview review;
  final ReadyModel model;
  final boolean isNew;

  /** The review's tokens by the model's rules. */
  final TokenFingerprints tokens;

  private float score;
  private int knownTokens;
  private long nanos;

  /**
   * A review that begins its way.
   *
   * @param isNew whether nothing is known of its id, nor will be when it comes out
   */
  InFlight(EncodedReview review, ReadyModel model, boolean isNew) {
    this.review = review;
    this.model = model;
    this.isNew = isNew;
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

  /** This review's share of the time that its batch took. */
  long nanos() {
    return nanos;
  }
}
