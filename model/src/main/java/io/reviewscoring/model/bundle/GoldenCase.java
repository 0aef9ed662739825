package io.reviewscoring.model.bundle;

/**
 * A text and the score that the model must give it.
 *
 * @param score 0 to 1, the probability that the text is positive
 */
public record GoldenCase(String text, double score) {
  public GoldenCase {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a golden score must be from 0 to 1, not " + score);
    }
  }
}
