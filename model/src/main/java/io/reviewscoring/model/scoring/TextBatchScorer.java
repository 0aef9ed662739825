package io.reviewscoring.model.scoring;

import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/** Gives several texts at a time their scores. For one thread. */
@FunctionalInterface
public interface TextBatchScorer extends AutoCloseable {

  /**
   * Scores texts.
   *
   * @param texts any number; of each the last tokens in order, at least as many as the model reads
   * @param scores receives the probability of positive for each, in their order [at least texts]
   * @param knownTokens receives how many of the tokens that the layers read of each the vocabulary
   *     knows [at least texts]
   */
  void score(List<TokenFingerprints> texts, float[] scores, int[] knownTokens);

  /** Gives back what it holds outside of the heap. */
  @Override
  default void close() {}
}
