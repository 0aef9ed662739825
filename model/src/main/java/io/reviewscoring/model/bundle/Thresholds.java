package io.reviewscoring.model.bundle;

/**
 * From which scores on a review has which label.
 *
 * @param negativeBelow a smaller score is negative; 0 to 1
 * @param positiveFrom this score or a larger one is positive; {@code negativeBelow} to 1. What lies
 *     between the two is uncertain.
 * @param minKnownTokens a review with fewer tokens that the model knows is uncertain; 0 or more
 */
public record Thresholds(double negativeBelow, double positiveFrom, int minKnownTokens) {
  public Thresholds {
    check(negativeBelow, positiveFrom);
    if (minKnownTokens < 0) {
      throw new IllegalArgumentException("minKnownTokens must be 0 or more, not " + minKnownTokens);
    }
  }

  static void check(double negativeBelow, double positiveFrom) {
    if (!(negativeBelow >= 0 && negativeBelow <= positiveFrom && positiveFrom <= 1)) {
      throw new IllegalArgumentException(
          "thresholds must hold 0 <= negativeBelow <= positiveFrom <= 1, not %s and %s"
              .formatted(negativeBelow, positiveFrom));
    }
  }

  /** Which side a score is on: -1 negative, 1 positive, 0 neither. */
  public int side(float score) {
    return side(score, negativeBelow, positiveFrom);
  }

  static int side(float score, double negativeBelow, double positiveFrom) {
    if (score < negativeBelow) {
      return -1;
    }
    return score >= positiveFrom ? 1 : 0;
  }
}
