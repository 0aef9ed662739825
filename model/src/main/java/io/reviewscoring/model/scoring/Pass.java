package io.reviewscoring.model.scoring;

/** The way of rows of ids through a network's layers, with the scratch arrays of one thread. */
interface Pass {

  /** How many rows it takes side by side. */
  int lanes();

  /**
   * Takes one row.
   *
   * @param row ids [sequenceLength], below the vocabulary's size; not checked
   * @param padSteps how many steps of it, from the first, see pads only
   * @return the log odds of positive
   */
  float logOdds(int[] row, int padSteps);

  /**
   * Takes rows side by side, with the bits of one at a time.
   *
   * @param rows ids [lanes][sequenceLength], of which the first {@code count} count
   * @param padSteps how many steps see pads only in each of them
   * @param logOdds what comes out [at least count]
   */
  void logOdds(int[][] rows, int count, int padSteps, float[] logOdds);
}
