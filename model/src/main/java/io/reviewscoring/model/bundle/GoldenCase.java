package io.reviewscoring.model.bundle;

/**
 * A text, of at most {@value #MAX_CHARS} characters, and the score that the model must give it.
 *
 * @param score 0 to 1, the probability that the text is positive
 */
public record GoldenCase(String text, double score) {
  private static final int MAX_CHARS = 1 << 17;

  public GoldenCase {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a golden text has at most %s characters, not %s".formatted(MAX_CHARS, text.length()));
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a golden score must be from 0 to 1, not " + score);
    }
  }
}
