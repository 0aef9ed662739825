package io.reviewscoring.bench.kernel;

import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.bench.review.SeedModel;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.BatchScorer;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What a review costs in the seed network, by engine and number of words. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare before all else
public class ScorerKernels extends TimedKernels {
  private static final int REVIEWS = 64;

  /** Of {@link Engine}. */
  @Param({"SCALAR", "VECTOR"})
  public Engine engine;

  @Param({"20", "50", "100"})
  public int words;

  private int[][] rows;
  private List<int[]> rowList;
  private float[] scores;
  private Scorer scorer;
  private BatchScorer batchScorer;

  /** Makes a network and reviews of made-up words. */
  @Setup
  public void prepare() {
    List<String> vocabulary = IntStream.range(0, 20_000).mapToObj(rank -> "w" + rank).toList();
    ModelBundle bundle = SeedModel.of(vocabulary, 1);
    ScoringModel model = ScoringModel.of(bundle, engine);
    scorer = model.newScorer();
    batchScorer = model.newBatchScorer();
    rows =
        ReviewTexts.rows(
            ReviewTexts.generated(vocabulary).ofWords(words, REVIEWS),
            bundle.vocabulary(),
            bundle.manifest().architecture().sequenceLength());
    rowList = Arrays.asList(rows);
    scores = new float[REVIEWS];
  }

  /** Reviews one after the other. */
  @Benchmark
  @OperationsPerInvocation(REVIEWS)
  public float[] oneAtATime() {
    for (int i = 0; i < REVIEWS; i++) {
      scores[i] = scorer.scoreRow(rows[i]);
    }
    return scores;
  }

  /** Reviews side by side. */
  @Benchmark
  @OperationsPerInvocation(REVIEWS)
  public float[] sideBySide() {
    batchScorer.scoreRows(rowList, scores);
    return scores;
  }
}
