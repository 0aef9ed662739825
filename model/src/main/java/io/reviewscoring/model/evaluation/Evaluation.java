package io.reviewscoring.model.evaluation;

import java.util.Locale;

/**
 * How well scores match labels.
 *
 * @param reviews how many
 * @param accuracy share of reviews on the right side of 0.5
 * @param logLoss mean negative log likelihood (natural), scores clipped to 1e-7 from 0 and 1
 * @param rocAuc probability that a positive review scores above a negative one, ties counted half;
 *     NaN where all reviews have one label
 * @param calibrationError the expected calibration error, as {@link Calibration#error} has it
 * @param confusion counts at 0.5
 */
public record Evaluation(
    long reviews,
    double accuracy,
    double logLoss,
    double rocAuc,
    double calibrationError,
    ConfusionMatrix confusion) {

  private static final double CLIP = 1e-7;

  /**
   * Compares.
   *
   * @param scores probabilities of positive [reviews]
   * @param positive labels [reviews]
   * @throws IllegalArgumentException if there are none, or the lengths differ
   */
  public static Evaluation of(float[] scores, boolean[] positive) {
    if (scores.length == 0 || scores.length != positive.length) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + positive.length + " labels");
    }
    long[][] counts = new long[2][2];
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      counts[positive[i] ? 1 : 0][scores[i] >= 0.5f ? 1 : 0]++;
      double right = positive[i] ? scores[i] : 1.0 - scores[i];
      loss -= Math.log(Math.min(Math.max(right, CLIP), 1 - CLIP));
    }
    ConfusionMatrix confusion =
        new ConfusionMatrix(counts[1][1], counts[0][1], counts[0][0], counts[1][0]);
    double right = confusion.truePositives() + confusion.trueNegatives();
    return new Evaluation(
        scores.length,
        right / scores.length,
        loss / scores.length,
        rocAuc(scores, positive),
        Calibration.of(scores, positive).error(),
        confusion);
  }

  /** Where the accuracy on reviews like these lies, with 95 % confidence. */
  public Interval accuracyInterval() {
    return Interval.wilson(confusion.truePositives() + confusion.trueNegatives(), reviews);
  }

  /** The ROC AUC for people; in words where there is none. */
  public String rocAucInWords() {
    return Double.isNaN(rocAuc)
        ? "undefined (all are " + (confusion.positives() > 0 ? "positive)" : "negative)")
        : String.format(Locale.ROOT, "%.5f", rocAuc);
  }

  /** The Mann-Whitney statistic from mean ranks. */
  private static double rocAuc(float[] scores, boolean[] positive) {
    Integer[] order = ScoreOrder.ascending(scores);
    double positives = 0;
    double rankSum = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tiedPositives = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tiedPositives += positive[order[to]] ? 1 : 0;
        to++;
      }
      rankSum += tiedPositives * (from + 1 + to) / 2.0;
      positives += tiedPositives;
      from = to;
    }
    double negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
