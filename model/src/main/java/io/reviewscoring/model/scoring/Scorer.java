package io.reviewscoring.model.scoring;

/** Scores reviews, for one thread. */
public final class Scorer {
  Scorer() {}

  public float score(long[] fingerprints, int tokens) {
    throw new UnsupportedOperationException(fingerprints.length + " of " + tokens);
  }

  public float scoreRow(int[] row) {
    throw new UnsupportedOperationException(row.length + " ids");
  }

  public int knownTokens() {
    return 0;
  }

  public boolean truncated() {
    return false;
  }
}
