package io.reviewscoring.bench.engine;

import io.reviewscoring.model.scoring.BatchScorer;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import java.util.Arrays;

/**
 * This project's scorer.
 *
 * @param batch 1 for one review at a time; more for so many rows at once, side by side
 */
public record OwnEngine(ScoringModel model, int batch) implements RowEngine {

  @Override
  public String name() {
    return model.engine().label() + (batch == 1 ? "" : ", side by side");
  }

  @Override
  public RowScorer open() {
    return batch == 1
        ? new OneAtATime(model.newScorer())
        : new SideBySide(model.newBatchScorer(), new float[batch]);
  }

  private record OneAtATime(Scorer scorer) implements RowScorer {
    @Override
    public void score(int[][] rows, int from, int to, float[] scores) {
      for (int row = from; row < to; row++) {
        scores[row] = scorer.scoreRow(rows[row]);
      }
    }

    @Override
    public void close() {}
  }

  @SuppressWarnings("ArrayRecordComponent") // scratch
  private record SideBySide(BatchScorer scorer, float[] scored) implements RowScorer {
    @Override
    public void score(int[][] rows, int from, int to, float[] scores) {
      scorer.scoreRows(Arrays.asList(rows).subList(from, to), scored);
      System.arraycopy(scored, 0, scores, from, to - from);
    }

    @Override
    public void close() {}
  }
}
