package io.reviewscoring.model.evaluation;

/**
 * How many reviews were called what, with 0.5 as the border: a score of 0.5 or more is called
 * positive.
 */
public record ConfusionMatrix(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

  /** Reviews that are positive, whatever they were called. */
  public long positives() {
    return truePositives + falseNegatives;
  }

  /** Reviews that are negative, whatever they were called. */
  public long negatives() {
    return trueNegatives + falsePositives;
  }
}
