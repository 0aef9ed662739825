package io.reviewscoring.job.aggregate;

import java.util.HashMap;
import java.util.Map;

/**
 * What a window remembers of its reviews. A Flink POJO. The same whatever the order of the events:
 * scores are summed as integers.
 */
public final class Accumulator {
  private static final double SCALE = 1L << 32;
  private static final int BINS = 10;

  public long positive;
  public long negative;
  public long uncertain;

  /** Sum of the scores × 2^32, each rounded: two thousand million reviews fit. */
  public long scoreSum;

  public float minScore = Float.POSITIVE_INFINITY;
  public float maxScore = Float.NEGATIVE_INFINITY;

  /** Ten counts; bin i holds the scores from 0.1 × i. */
  public long[] histogram = new long[BINS];

  public Map<String, Long> models = new HashMap<>();

  /** Of these, what was scored as a candidate. */
  public Map<String, Long> candidates = new HashMap<>();

  void add(Rating rating) {
    switch (rating.label()) {
      case POSITIVE -> positive++;
      case NEGATIVE -> negative++;
      case UNCERTAIN -> uncertain++;
    }
    float score = rating.score();
    scoreSum += Math.round(score * SCALE);
    minScore = Math.min(minScore, score);
    maxScore = Math.max(maxScore, score);
    histogram[Math.min(BINS - 1, (int) (score * BINS))]++;
    models.merge(rating.modelVersion(), 1L, Long::sum);
    if (rating.isCandidates()) {
      candidates.merge(rating.modelVersion(), 1L, Long::sum);
    }
  }

  void add(Accumulator other) {
    positive += other.positive;
    negative += other.negative;
    uncertain += other.uncertain;
    scoreSum += other.scoreSum;
    minScore = Math.min(minScore, other.minScore);
    maxScore = Math.max(maxScore, other.maxScore);
    for (int i = 0; i < BINS; i++) {
      histogram[i] += other.histogram[i];
    }
    other.models.forEach((version, count) -> models.merge(version, count, Long::sum));
    other.candidates.forEach((version, count) -> candidates.merge(version, count, Long::sum));
  }

  long count() {
    return positive + negative + uncertain;
  }

  double meanScore() {
    return scoreSum / SCALE / count();
  }
}
