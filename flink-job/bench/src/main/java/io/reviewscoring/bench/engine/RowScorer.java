package io.reviewscoring.bench.engine;

/** Scores rows of ids, for one thread. */
public interface RowScorer extends AutoCloseable {

  /**
   * The probability of positive for some rows.
   *
   * @param rows ids {@code [reviews][sequenceLength]}
   * @param from first row that is scored
   * @param to past the last one; at most as many rows as the engine's batch
   * @param scores where the scores go, at the rows' own places
   */
  void score(int[][] rows, int from, int to, float[] scores);

  @Override
  void close();
}
