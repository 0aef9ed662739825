package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/**
 * Scores several reviews side by side, for one thread: they share the reading of the weights. A
 * review gets the same bits as from a {@link Scorer}. Reviews of like lengths go best together,
 * since all cost what the longest costs.
 */
public final class BatchScorer implements TextBatchScorer {
  private final Network network;
  private final Pass pass;
  private final SequenceEncoder encoder;
  private final Conclusion conclusion;

  /** Ids, {@code [lanes][sequenceLength]}. */
  private final int[][] rows;

  /** {@code [lanes]}. */
  private final float[] logOdds;

  BatchScorer(Network network, Pass pass, SequenceEncoder encoder, Conclusion conclusion) {
    this.network = network;
    this.pass = pass;
    this.encoder = encoder;
    this.conclusion = conclusion;
    this.rows = new int[pass.lanes()][network.sequenceLength()];
    this.logOdds = new float[pass.lanes()];
  }

  /** How many reviews go side by side; more are scored in groups of so many. */
  public int lanes() {
    return rows.length;
  }

  @Override
  public void score(List<TokenFingerprints> texts, float[] scores, int[] knownTokens) {
    for (int from = 0; from < texts.size(); from += rows.length) {
      int count = Math.min(rows.length, texts.size() - from);
      int pads = network.sequenceLength();
      for (int lane = 0; lane < count; lane++) {
        TokenFingerprints text = texts.get(from + lane);
        pads = Math.min(pads, encoder.encode(text.values(), text.tokens(), rows[lane]));
        knownTokens[from + lane] = SequenceEncoder.knownTokens(rows[lane]);
      }
      pass(pads, count);
      for (int lane = 0; lane < count; lane++) {
        TokenFingerprints text = texts.get(from + lane);
        scores[from + lane] = conclusion.score(logOdds[lane], text.values(), text.tokens());
      }
    }
  }

  /**
   * Scores padded rows of ids by the layers alone, as {@link Scorer#scoreRow}.
   *
   * @param ids any number of rows [rows][sequenceLength]
   * @param scores receives the probability of positive for each, in their order [at least rows]
   * @throws IllegalArgumentException if a row is none for the network
   */
  public void scoreRows(List<int[]> ids, float[] scores) {
    for (int from = 0; from < ids.size(); from += rows.length) {
      int count = Math.min(rows.length, ids.size() - from);
      int pads = network.sequenceLength();
      for (int lane = 0; lane < count; lane++) {
        int[] row = ids.get(from + lane);
        pads = Math.min(pads, Scorer.leadingPads(network, row));
        System.arraycopy(row, 0, rows[lane], 0, row.length);
      }
      pass(pads, count);
      for (int lane = 0; lane < count; lane++) {
        scores[from + lane] = Activations.sigmoid(logOdds[lane]);
      }
    }
  }

  /** A step of pads gives the same bits whether it is skipped or not, so the fewest pads decide. */
  private void pass(int pads, int count) {
    int padSteps = Scorer.padSteps(network, pads);
    if (count == 1) {
      // Alone, a review need not pay for the empty lanes beside it.
      logOdds[0] = pass.logOdds(rows[0], padSteps);
    } else {
      pass.logOdds(rows, count, padSteps, logOdds);
    }
  }
}
