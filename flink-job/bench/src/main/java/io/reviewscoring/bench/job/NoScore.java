package io.reviewscoring.bench.job;

import io.reviewscoring.model.scoring.TextScorer;

/** Gives every text the same score, at no cost. */
final class NoScore implements TextScorer {
  private final int length;
  private int knownTokens;
  private boolean truncated;

  /**
   * @param length tokens that the model would read
   */
  NoScore(int length) {
    this.length = length;
  }

  @Override
  public float score(long[] fingerprints, int tokens) {
    knownTokens = Math.min(tokens, length);
    truncated = tokens > length;
    return 0.75f;
  }

  @Override
  public int knownTokens() {
    return knownTokens;
  }

  @Override
  public boolean truncated() {
    return truncated;
  }
}
