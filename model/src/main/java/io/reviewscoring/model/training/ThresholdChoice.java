package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Thresholds;

/**
 * Chooses the thresholds on held-out reviews: of all pairs around 0.5, in steps of 0.01, the one
 * that leaves the fewest reviews uncertain while at least 95 % of the others are on the right side.
 * Of equal ones, the narrowest band. Where no pair is right often enough, all is uncertain but a
 * score of exactly 1.
 */
final class ThresholdChoice {

  private static final int STEPS = 100;

  private ThresholdChoice() {}

  /**
   * Chooses.
   *
   * @param scores probabilities of positive [reviews]
   * @param positive labels [reviews]
   */
  static Thresholds of(float[] scores, boolean[] positive) {
    Side negativeSide = new Side(scores, positive, false);
    Side positiveSide = new Side(scores, positive, true);
    int half = STEPS / 2;
    int bestLow = 0;
    int bestHigh = STEPS;
    int mostCertain = 0;
    for (int low = half; low >= 0; low--) {
      for (int high = half; high <= STEPS; high++) {
        int certain = negativeSide.reviews[low] + positiveSide.reviews[high];
        int right = negativeSide.right[low] + positiveSide.right[high];
        boolean narrower = certain > 0 && high - low < bestHigh - bestLow;
        // In whole numbers: right / certain >= 95 / 100.
        if (right * 100L >= certain * 95L
            && (certain > mostCertain || (certain == mostCertain && narrower))) {
          mostCertain = certain;
          bestLow = low;
          bestHigh = high;
        }
      }
    }
    return new Thresholds(threshold(bestLow), threshold(bestHigh), 1);
  }

  private static double threshold(int step) {
    return step / (double) STEPS;
  }

  /** For each step, the reviews that a threshold there calls negative, or positive. */
  private static final class Side {
    private final int[] reviews = new int[STEPS + 1];
    private final int[] right = new int[STEPS + 1];

    Side(float[] scores, boolean[] positive, boolean above) {
      for (int step = 0; step <= STEPS; step++) {
        for (int i = 0; i < scores.length; i++) {
          if (above ? scores[i] >= threshold(step) : scores[i] < threshold(step)) {
            reviews[step]++;
            right[step] += positive[i] == above ? 1 : 0;
          }
        }
      }
    }
  }
}
