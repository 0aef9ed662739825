package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.scoring.ScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures how fast a model scores whole reviews on one core, from text to score, as {@link
 * BulkScorer} does.
 *
 * @param warmUp how long passes over the reviews go by unmeasured, at least one
 * @param measured how long passes are measured, at least {@value #LEAST}
 */
public record Speed(Duration warmUp, Duration measured) {
  private static final int LEAST = 3;

  /** Reviews a second: the median of the passes. */
  public double of(ScoringModel model, List<LabelledReview> reviews) throws InterruptedException {
    BulkScorer scorer = new BulkScorer(model, 1);
    passes(scorer, reviews, 1, warmUp);
    List<Double> passes = passes(scorer, reviews, LEAST, measured);
    Collections.sort(passes);
    return passes.get(passes.size() / 2);
  }

  private static List<Double> passes(
      BulkScorer scorer, List<LabelledReview> reviews, int least, Duration duration)
      throws InterruptedException {
    List<Double> passes = new ArrayList<>();
    long begin = System.nanoTime();
    while (passes.size() < least || System.nanoTime() - begin < duration.toNanos()) {
      long start = System.nanoTime();
      scorer.scored(reviews);
      passes.add(reviews.size() * 1e9 / (System.nanoTime() - start));
    }
    return passes;
  }
}
