package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Labelling;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a model's thresholds make of its scores.
 *
 * @param positive reviews called positive
 * @param negative reviews called negative
 * @param uncertain reviews called neither
 * @param truePositives of those called positive, how many are
 * @param trueNegatives of those called negative, how many are
 */
public record LabelCounts(
    long positive, long negative, long uncertain, long truePositives, long trueNegatives) {

  /**
   * Counts by score alone: that a review without known words is uncertain whatever its score does
   * not enter.
   *
   * @param scores probabilities of positive [reviews]
   * @param labels whether each is positive [reviews]
   * @param tokens how many each has [reviews]
   */
  public static LabelCounts of(
      float[] scores, boolean[] labels, int[] tokens, Labelling labelling) {
    long positive = 0;
    long negative = 0;
    long truePositives = 0;
    long trueNegatives = 0;
    for (int i = 0; i < scores.length; i++) {
      int side = labelling.side(scores[i], tokens[i]);
      if (side < 0) {
        negative++;
        trueNegatives += labels[i] ? 0 : 1;
      } else if (side > 0) {
        positive++;
        truePositives += labels[i] ? 1 : 0;
      }
    }
    return new LabelCounts(
        positive, negative, scores.length - positive - negative, truePositives, trueNegatives);
  }

  /** Share of all reviews that are uncertain. */
  public double uncertainShare() {
    return (double) uncertain / (positive + negative + uncertain);
  }

  /** Share of the reviews called positive that are; empty if there are none. */
  public OptionalDouble positiveAccuracy() {
    return share(truePositives, positive);
  }

  /** Share of the reviews called negative that are; empty if there are none. */
  public OptionalDouble negativeAccuracy() {
    return share(trueNegatives, negative);
  }

  /** Share of the reviews called positive or negative that are; empty if there are none. */
  public OptionalDouble certainAccuracy() {
    return share(truePositives + trueNegatives, positive + negative);
  }

  private static OptionalDouble share(long right, long of) {
    return of == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / of);
  }

  /** In words, for people. */
  public String summary() {
    OptionalDouble right = certainAccuracy();
    return right.isEmpty()
        ? "all reviews are uncertain"
        : String.format(
            Locale.ROOT,
            "%.1f %% of the reviews are uncertain; of the others %.1f %% are right",
            100 * uncertainShare(),
            100 * right.getAsDouble());
  }
}
