package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledSource;

/**
 * Labelled reviews to learn from, and how much they count.
 *
 * @param weight of one of its reviews; above 0, 1 for the usual one
 */
public record WeightedSource(LabelledSource source, double weight) {
  public WeightedSource {
    checkWeight(weight);
  }

  /**
   * Whether reviews may weigh so much.
   *
   * @throws IllegalArgumentException in one line, if not
   */
  public static void checkWeight(double weight) {
    if (!(weight > 0 && weight <= 1000)) {
      throw new IllegalArgumentException(
          "a weight must be above 0 and at most 1000, not " + weight);
    }
  }

  /** The source's name. */
  String name() {
    return source.origin().name();
  }
}
