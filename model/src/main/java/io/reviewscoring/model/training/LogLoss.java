package io.reviewscoring.model.training;

/** The negative log likelihood (natural) of labels by log odds, in forms that can't overflow. */
final class LogLoss {
  private LogLoss() {}

  /**
   * Of one review.
   *
   * @param target 1 for positive, 0 for negative, or between
   */
  static double of(double logit, double target) {
    return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit;
  }

  /** The mean over reviews, by their weights. */
  static double mean(double[] logits, ReadReviews reviews) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += reviews.weights()[i] * of(logits[i], reviews.positive()[i] ? 1 : 0);
      weights += reviews.weights()[i];
    }
    return sum / weights;
  }
}
