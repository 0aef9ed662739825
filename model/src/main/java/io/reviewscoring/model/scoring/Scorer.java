package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.Vocabulary;

/**
 * Scores reviews, one at a time, for one thread. Allocates nothing per review. The same review
 * gives the same bits on every machine.
 */
public final class Scorer {

  private final Network network;
  private final SequenceEncoder encoder;
  private final Pass pass;
  private final Conclusion conclusion;
  private final int[] row;
  private int knownTokens;
  private boolean truncated;

  Scorer(Network network, Pass pass, SequenceEncoder encoder, Conclusion conclusion) {
    this.network = network;
    this.encoder = encoder;
    this.pass = pass;
    this.conclusion = conclusion;
    this.row = new int[network.sequenceLength()];
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
    truncated = network.truncates(tokens, knownTokens);
    float logOdds = pass.logOdds(row, padSteps(network, pads));
    return conclusion.score(logOdds, fingerprints, tokens);
  }

  /**
   * Scores a padded row of ids by the layers alone: a row has no n-grams and no length, so it gets
   * neither wide part nor calibration.
   *
   * @param ids of the network's sequence length, each below its vocabulary size
   * @throws IllegalArgumentException if they are not
   */
  public float scoreRow(int[] ids) {
    return Activations.sigmoid(pass.logOdds(ids, padSteps(network, leadingPads(network, ids))));
  }

  /** Of the tokens that the layers read of the last text, how many the vocabulary knows. */
  public int knownTokens() {
    return knownTokens;
  }

  /** Whether the last text has more tokens than the model reads. */
  public boolean truncated() {
    return truncated;
  }

  /** Without the shortcut over the pads: for the proof that it changes nothing. */
  float scoreEveryStep(int[] ids) {
    return Activations.sigmoid(pass.logOdds(ids, 0));
  }

  /** How many of a pass's steps see nothing but so many leading pads. */
  static int padSteps(Network network, int pads) {
    if (!(network instanceof Architecture architecture)) {
      return pads;
    }
    int seen = pads - architecture.kernelSize() + 1;
    return seen <= 0 ? 0 : Math.min(architecture.steps(), seen / architecture.poolSize());
  }

  /**
   * The number of pads that a row begins with.
   *
   * @throws IllegalArgumentException if it is no row for the network
   */
  static int leadingPads(Network network, int[] ids) {
    if (ids.length != network.sequenceLength()) {
      throw new IllegalArgumentException(
          "the row has " + ids.length + " places, not " + network.sequenceLength());
    }
    int pads = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= network.vocabularySize()) {
        throw new IllegalArgumentException("id " + ids[i] + " is not in the vocabulary");
      }
      if (ids[i] == Vocabulary.PAD && pads == i) {
        pads++;
      }
    }
    return pads;
  }
}
