package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/**
 * Scores several reviews side by side, for one thread: they share the reading of the weights. A
 * review gets the same bits as from a {@link Scorer}. Reviews of like lengths go best together,
 * since all cost what the longest costs.
 */
public final class BatchScorer implements TextBatchScorer {
  private final Architecture architecture;
  private final Pass pass;
  private final SequenceEncoder encoder;

  /** Ids, {@code [lanes][sequenceLength]}. */
  private final int[][] rows;

  /** {@code [lanes]}. */
  private final float[] laneScores;

  BatchScorer(Architecture architecture, Pass pass, SequenceEncoder encoder) {
    this.architecture = architecture;
    this.pass = pass;
    this.encoder = encoder;
    this.rows = new int[pass.lanes()][architecture.sequenceLength()];
    this.laneScores = new float[pass.lanes()];
  }

  /** How many reviews go side by side; more are scored in groups of so many. */
  public int lanes() {
    return rows.length;
  }

  @Override
  public void score(List<TokenFingerprints> texts, float[] scores, int[] knownTokens) {
    for (int from = 0; from < texts.size(); from += rows.length) {
      int count = Math.min(rows.length, texts.size() - from);
      int pads = architecture.sequenceLength();
      for (int lane = 0; lane < count; lane++) {
        TokenFingerprints text = texts.get(from + lane);
        pads = Math.min(pads, encoder.encode(text.values(), text.tokens(), rows[lane]));
        knownTokens[from + lane] = SequenceEncoder.knownTokens(rows[lane]);
      }
      score(pads, count, scores, from);
    }
  }

  /**
   * Scores padded rows of ids.
   *
   * @param ids any number of rows [rows][sequenceLength]
   * @param scores receives the probability of positive for each, in their order [at least rows]
   * @throws IllegalArgumentException if a row is none for the network
   */
  public void scoreRows(List<int[]> ids, float[] scores) {
    for (int from = 0; from < ids.size(); from += rows.length) {
      int count = Math.min(rows.length, ids.size() - from);
      int pads = architecture.sequenceLength();
      for (int lane = 0; lane < count; lane++) {
        int[] row = ids.get(from + lane);
        pads = Math.min(pads, Scorer.leadingPads(architecture, row));
        System.arraycopy(row, 0, rows[lane], 0, row.length);
      }
      score(pads, count, scores, from);
    }
  }

  /** A step of pads gives the same bits whether it is skipped or not, so the fewest pads decide. */
  private void score(int pads, int count, float[] scores, int at) {
    int padSteps = Scorer.padSteps(architecture, pads);
    if (count == 1) {
      // Alone, a review need not pay for the empty lanes beside it.
      scores[at] = pass.score(rows[0], padSteps);
      return;
    }
    pass.score(rows, count, padSteps, laneScores);
    System.arraycopy(laneScores, 0, scores, at, count);
  }
}
