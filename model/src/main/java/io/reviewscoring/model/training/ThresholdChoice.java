package io.reviewscoring.model.training;

import java.util.Arrays;

/**
 * Chooses where a score is certain enough for a label, for each side by itself: the threshold that
 * is nearest to 0.5, in steps of 0.01, of those whose reviews are right at least 95 % of the time
 * with 95 % confidence, by Wilson's score interval (JASA 22, 1927) with one side. By their share
 * alone every other choice would fall short. Besides, the share is 95 % for each source that has
 * enough of them: an easy one must not make up for a hard one.
 */
final class ThresholdChoice {

  private static final double WANTED = 0.95;

  /** The normal distribution's 95th percentile. */
  private static final double Z = 1.6448536269514722;

  /** Fewer reviews of a source say nothing of it. */
  private static final int FEWEST_OF_A_SOURCE = 40;

  /** So many of them, all right, are enough to be sure of the wanted share; fewer never are. */
  static final int FEWEST = (int) Math.ceil(Z * Z * WANTED / (1 - WANTED));

  private static final int STEPS = 100;

  private final float[] scores;
  private final boolean[] positive;
  private final int[] sources;

  /**
   * @param scores probabilities of positive [reviews]
   * @param positive labels [reviews]
   * @param sources the number of each review's source, from 0 [reviews]
   */
  ThresholdChoice(float[] scores, boolean[] positive, int[] sources) {
    this.scores = scores;
    this.positive = positive;
    this.sources = sources;
  }

  /** From which score on a review is positive; 1 if none is certain enough. */
  double positiveFrom() {
    for (int step = STEPS / 2; step < STEPS; step++) {
      if (holds(threshold(step), true)) {
        return threshold(step);
      }
    }
    return 1;
  }

  /** Below which score a review is negative; 0 if none is certain enough. */
  double negativeBelow() {
    for (int step = STEPS / 2; step > 0; step--) {
      if (holds(threshold(step), false)) {
        return threshold(step);
      }
    }
    return 0;
  }

  private boolean holds(double threshold, boolean above) {
    int[] called = new int[Arrays.stream(sources).max().orElse(0) + 1];
    int[] right = new int[called.length];
    for (int i = 0; i < scores.length; i++) {
      if (above ? scores[i] >= threshold : scores[i] < threshold) {
        called[sources[i]]++;
        right[sources[i]] += positive[i] == above ? 1 : 0;
      }
    }
    for (int source = 0; source < called.length; source++) {
      if (called[source] >= FEWEST_OF_A_SOURCE && right[source] < WANTED * called[source]) {
        return false;
      }
    }
    double all = Arrays.stream(called).sum();
    // The share that is a normal 95th percentile away from the wanted one.
    double margin = Z * Math.sqrt(WANTED * (1 - WANTED) / all);
    return all > 0 && Arrays.stream(right).sum() / all >= WANTED + margin;
  }

  private static double threshold(int step) {
    return step / (double) STEPS;
  }
}
