package io.reviewscoring.bench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What repetitions of one measurement gave: the middle one and the extremes.
 *
 * @param values of the repetitions, in their order
 */
public record Spread(double median, double low, double high, List<Double> values) {

  public Spread {
    values = List.copyOf(values);
  }

  /**
   * Of all repetitions.
   *
   * @param values at least one, in the order of the repetitions
   */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    List<Double> inOrder = Arrays.stream(values).boxed().toList();
    return new Spread(median, sorted[0], sorted[sorted.length - 1], inOrder);
  }

  /**
   * How many times another measurement this one is, repetition by repetition: what was measured
   * side by side is compared, so that a machine that grows slower meanwhile slows both.
   *
   * @param other of as many repetitions, measured in the same ones
   */
  public Spread over(Spread other) {
    double[] ratios = new double[values.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values.get(i) / other.values.get(i);
    }
    return of(ratios);
  }
}
