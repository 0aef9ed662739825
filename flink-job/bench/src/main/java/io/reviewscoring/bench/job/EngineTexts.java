package io.reviewscoring.bench.job;

import io.reviewscoring.bench.engine.RowScorer;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.TextBatchScorer;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/** Another engine in the place of the job's own scorer, on each of its scoring threads. */
final class EngineTexts implements TextBatchScorer {
  private final RowScorer scorer;
  private final SequenceEncoder encoder;
  private final int[][] rows;

  private EngineTexts(RowScorer scorer, SequenceEncoder encoder, int batch, int length) {
    this.scorer = scorer;
    this.encoder = encoder;
    this.rows = new int[batch][length];
  }

  /** Opens the engine with a model. */
  static EngineTexts open(JobEngine engine, ModelBundle bundle) {
    int length = bundle.manifest().architecture().sequenceLength();
    SequenceEncoder encoder = new SequenceEncoder(bundle.vocabulary(), length);
    return new EngineTexts(engine.open(bundle).open(), encoder, engine.batch(), length);
  }

  @Override
  public void score(List<TokenFingerprints> texts, float[] scores, int[] knownTokens) {
    float[] batchScores = new float[rows.length];
    for (int from = 0; from < texts.size(); from += rows.length) {
      int count = Math.min(rows.length, texts.size() - from);
      for (int i = 0; i < count; i++) {
        TokenFingerprints text = texts.get(from + i);
        encoder.encode(text.values(), text.tokens(), rows[i]);
        knownTokens[from + i] = SequenceEncoder.knownTokens(rows[i]);
      }
      scorer.score(rows, 0, count, batchScores);
      System.arraycopy(batchScores, 0, scores, from, count);
    }
  }

  @Override
  public void close() {
    scorer.close();
  }
}
