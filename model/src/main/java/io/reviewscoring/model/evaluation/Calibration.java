package io.reviewscoring.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a score is the probability that it claims to be: of the reviews that score about 0.8, are
 * about 80 % positive?
 *
 * @param bins {@value #BINS} of equal width over the scores from 0 to 1, empty ones included
 */
public record Calibration(List<Bin> bins) {

  /** As many as Guo et al. take. */
  public static final int BINS = 15;

  /**
   * The reviews whose scores are from {@code index / BINS} to below {@code (index + 1) / BINS}; 1
   * is in the last bin.
   *
   * @param reviews how many
   * @param meanScore NaN if there are none
   * @param sharePositive by their labels; NaN if there are none
   */
  public record Bin(long reviews, double meanScore, double sharePositive) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Sorts the scores into bins.
   *
   * @param scores probabilities of positive [reviews]
   * @param positive labels [reviews]
   */
  public static Calibration of(float[] scores, boolean[] positive) {
    long[] reviews = new long[BINS];
    long[] positives = new long[BINS];
    double[] sums = new double[BINS];
    for (int i = 0; i < scores.length; i++) {
      int bin = Math.min((int) (scores[i] * BINS), BINS - 1);
      reviews[bin]++;
      positives[bin] += positive[i] ? 1 : 0;
      sums[bin] += scores[i];
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double count = reviews[bin];
      bins.add(new Bin(reviews[bin], sums[bin] / count, positives[bin] / count));
    }
    return new Calibration(bins);
  }

  /**
   * The expected calibration error (Guo, Pleiss, Sun and Weinberger, "On calibration of modern
   * neural networks", ICML 2017, equation 3) of the probability of positive: how far the bins' mean
   * scores are from their shares of positive reviews, each bin weighted by its reviews. From 0, at
   * its best, to 1.
   */
  public double error() {
    double sum = 0;
    long reviews = 0;
    for (Bin bin : bins) {
      if (bin.reviews() > 0) {
        sum += bin.reviews() * Math.abs(bin.meanScore() - bin.sharePositive());
        reviews += bin.reviews();
      }
    }
    return sum / reviews;
  }
}
