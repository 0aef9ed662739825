package io.reviewscoring.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What each border between negative and positive would give.
 *
 * @param points from (0, 0), where nothing is called positive, to (1, 1), where everything is; both
 *     coordinates never fall
 */
public record RocCurve(List<Point> points) {

  /**
   * One border.
   *
   * @param falsePositives share of the negative reviews that are called positive
   * @param truePositives share of the positive reviews that are called positive
   */
  public record Point(double falsePositives, double truePositives) {}

  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * Moves the border down through the scores; equal scores are passed together.
   *
   * @param scores probabilities of positive [reviews]
   * @param positive labels [reviews]; both labels must occur
   */
  public static RocCurve of(float[] scores, boolean[] positive) {
    Integer[] order = ScoreOrder.ascending(scores);
    double positives = 0;
    for (boolean label : positive) {
      positives += label ? 1 : 0;
    }
    double negatives = scores.length - positives;
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    int hits = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      hits += positive[order[i]] ? 1 : 0;
      if (i == 0 || scores[order[i]] != scores[order[i - 1]]) {
        points.add(new Point((order.length - i - hits) / negatives, hits / positives));
      }
    }
    return new RocCurve(points);
  }
}
