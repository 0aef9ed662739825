package io.reviewscoring.model.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/** In which order reviews stand by their scores. */
final class ScoreOrder {
  private ScoreOrder() {}

  /** The reviews' places [reviews], that with the lowest score first. */
  static Integer[] ascending(float[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    return order;
  }
}
