package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Thresholds;

/**
 * Chooses the thresholds on held-out reviews: the narrowest band around 0.5, in steps of 0.01 and
 * symmetric, outside of which at least 95 % of the reviews are on the right side.
 */
final class ThresholdChoice {

  private static final double WANTED = 0.95;

  private ThresholdChoice() {}

  static Thresholds of(float[] scores, boolean[] positive) {
    int halfWidth = 0;
    while (halfWidth < 49 && shareRight(scores, positive, halfWidth) < WANTED) {
      halfWidth++;
    }
    return new Thresholds((50 - halfWidth) / 100.0, (50 + halfWidth) / 100.0, 1);
  }

  private static double shareRight(float[] scores, boolean[] positive, int halfWidth) {
    double below = (50 - halfWidth) / 100.0;
    double from = (50 + halfWidth) / 100.0;
    int right = 0;
    int labelled = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < below || scores[i] >= from) {
        labelled++;
        right += (scores[i] >= from) == positive[i] ? 1 : 0;
      }
    }
    return labelled == 0 ? 1 : (double) right / labelled;
  }
}
