package io.reviewscoring.model.scoring;

/** Gives a text its score. For one thread; what it tells besides is about the last text. */
public interface TextScorer {

  /**
   * Scores a text.
   *
   * @param fingerprints of its last tokens, in order; all of them, or at least as many as the model
   *     reads
   * @param tokens how many the whole text has
   * @return the probability that the text is positive, 0 to 1
   */
  float score(long[] fingerprints, int tokens);

  /** Of the tokens that the model read of the last text, how many its vocabulary knows. */
  int knownTokens();

  /** Whether the last text has more tokens than the model reads. */
  boolean truncated();
}
