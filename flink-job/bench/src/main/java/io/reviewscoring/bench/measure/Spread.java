package io.reviewscoring.bench.measure;

import java.util.Arrays;

/** What repetitions of one measurement gave: the middle one and the extremes. */
public record Spread(double median, double low, double high, int repetitions) {

  /**
   * Of all repetitions.
   *
   * @param values at least one
   */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** How many times another median this one is. */
  public double over(Spread other) {
    return median / other.median;
  }
}
