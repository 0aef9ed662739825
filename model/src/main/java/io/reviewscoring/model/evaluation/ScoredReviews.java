package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled reviews and what one model made of them. Immutable. */
public final class ScoredReviews {

  private final List<LabelledReview> reviews;
  private final float[] scores;
  private final boolean[] positive;

  /**
   * @param reviews at least one
   * @param scores the probability of positive for each of them [reviews]
   * @throws IllegalArgumentException if there are none, or the lengths differ
   */
  public ScoredReviews(List<LabelledReview> reviews, float[] scores) {
    if (scores.length == 0 || scores.length != reviews.size()) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + reviews.size() + " reviews");
    }
    this.reviews = List.copyOf(reviews);
    this.scores = scores.clone();
    this.positive = new boolean[scores.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = reviews.get(i).positive();
    }
  }

  /** A review with its score. */
  public record Scored(LabelledReview review, float score) {

    /** How far the score is from the label, 0 to 1. */
    public double error() {
      return review.positive() ? 1 - score : score;
    }
  }

  public int size() {
    return scores.length;
  }

  /** The probabilities of positive [reviews], a copy. */
  public float[] scores() {
    return scores.clone();
  }

  /** The labels [reviews], a copy. */
  public boolean[] positive() {
    return positive.clone();
  }

  public Evaluation evaluation() {
    return Evaluation.of(scores, positive);
  }

  public Calibration calibration() {
    return Calibration.of(scores, positive);
  }

  public RocCurve rocCurve() {
    return RocCurve.of(scores, positive);
  }

  public LabelCounts labelCounts(Thresholds thresholds) {
    return LabelCounts.of(scores, positive, thresholds);
  }

  /** The reviews on the wrong side of 0.5, the most confident first, at most {@code limit}. */
  public List<Scored> worstMistakes(int limit) {
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Scored(reviews.get(i), scores[i]))
        .filter(scored -> (scored.score() >= 0.5f) != scored.review().positive())
        .sorted(Comparator.comparingDouble(Scored::error).reversed())
        .limit(limit)
        .toList();
  }
}
