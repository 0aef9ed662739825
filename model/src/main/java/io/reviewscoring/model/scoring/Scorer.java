package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.SequenceEncoder;

/**
 * Scores reviews, one at a time, for one thread. Allocates nothing per review. The same review
 * gives the same bits on every machine.
 */
public final class Scorer {

  /** How it computes, for logs and metrics. */
  public static final String ENGINE = "scalar";

  private final Architecture architecture;
  private final SequenceEncoder encoder;
  private final LstmPass pass;
  private final int[] row;
  private int knownTokens;
  private boolean truncated;

  Scorer(FoldedNetwork network, SequenceEncoder encoder) {
    this.architecture = network.architecture;
    this.encoder = encoder;
    this.pass = new LstmPass(network);
    this.row = new int[architecture.sequenceLength()];
  }

  /**
   * Scores a text.
   *
   * @param fingerprints of its last tokens, in order; all of them, or at least as many as the model
   *     reads
   * @param tokens how many the whole text has
   * @return the probability that the text is positive, 0 to 1
   */
  public float score(long[] fingerprints, int tokens) {
    int pads = encoder.encode(fingerprints, tokens, row);
    knownTokens = SequenceEncoder.knownTokens(row);
    truncated = tokens > row.length;
    return score(row, pads);
  }

  /**
   * Scores a padded row of ids.
   *
   * @param ids of the architecture's sequence length, each below its vocabulary size
   * @throws IllegalArgumentException if they are not
   */
  public float scoreRow(int[] ids) {
    if (ids.length != row.length) {
      throw new IllegalArgumentException(
          "the row has " + ids.length + " places, not " + row.length);
    }
    int pads = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= architecture.vocabularySize()) {
        throw new IllegalArgumentException("id " + ids[i] + " is not in the vocabulary");
      }
      if (ids[i] == 0 && pads == i) {
        pads++;
      }
    }
    return score(ids, pads);
  }

  /** Of the tokens that the model read of the last text, how many its vocabulary knows. */
  public int knownTokens() {
    return knownTokens;
  }

  /** Whether the last text has more tokens than the model reads. */
  public boolean truncated() {
    return truncated;
  }

  private float score(int[] ids, int pads) {
    return score(ids, padSteps(pads), architecture.steps());
  }

  /** Without the shortcut over the pads: for the proof that it changes nothing. */
  float scoreEveryStep(int[] ids) {
    return score(ids, 0, architecture.steps());
  }

  private float score(int[] ids, int first, int end) {
    pass.start(first);
    pass.project(ids, first, end);
    pass.recur(first, end);
    return pass.probability();
  }

  /** How many steps see nothing but the leading pads. */
  private int padSteps(int pads) {
    int seen = pads - architecture.kernelSize() + 1;
    return seen <= 0 ? 0 : Math.min(architecture.steps(), seen / architecture.poolSize());
  }
}
