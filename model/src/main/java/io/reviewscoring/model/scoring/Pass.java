package io.reviewscoring.model.scoring;

/** The way of rows of ids through a network, with the scratch arrays of one thread. */
interface Pass {

  /** How many rows it takes side by side. */
  int lanes();

  /**
   * Scores one row.
   *
   * @param row ids [sequenceLength], below the vocabulary's size; not checked
   * @param padSteps how many steps of it, from the first, see pads only
   * @return the probability of positive
   */
  float score(int[] row, int padSteps);

  /**
   * Scores rows side by side, with the bits of one at a time.
   *
   * @param rows ids [lanes][sequenceLength], of which the first {@code count} count
   * @param padSteps how many steps see pads only in each of them
   * @param scores what comes out [at least count]
   */
  void score(int[][] rows, int count, int padSteps, float[] scores);
}
