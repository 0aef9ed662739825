package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.List;

/**
 * Thresholds of a model whose scores stay what they are: {@link ThresholdChoice} for all lengths.
 */
public final class ThresholdFit {
  /** How many reviews must be beyond a threshold, all of them right, before it can be one. */
  public static final int FEWEST = ThresholdChoice.FEWEST;

  private ThresholdFit() {}

  /**
   * Thresholds.
   *
   * @param sources labelled reviews that the model didn't learn from, with its scores
   */
  public static Thresholds of(List<ScoredReviews> sources) {
    int size = sources.stream().mapToInt(ScoredReviews::size).sum();
    float[] scores = new float[size];
    boolean[] positive = new boolean[size];
    int[] numbers = new int[size];
    int at = 0;
    for (int source = 0; source < sources.size(); source++) {
      float[] each = sources.get(source).scores();
      boolean[] labels = sources.get(source).positive();
      for (int i = 0; i < each.length; i++, at++) {
        scores[at] = each[i];
        positive[at] = labels[i];
        numbers[at] = source;
      }
    }
    ThresholdChoice choice = new ThresholdChoice(scores, positive, numbers);
    return new Thresholds(choice.negativeBelow(), choice.positiveFrom(), 1);
  }
}
