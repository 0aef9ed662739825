package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Labelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled reviews and what one model made of them. Immutable. */
public final class ScoredReviews {

  private final List<LabelledReview> reviews;
  private final float[] scores;
  private final int[] tokens;
  private final boolean[] positive;

  /**
   * @param reviews at least one
   * @param scores the probability of positive for each of them [reviews]
   * @param tokens how many the model tells apart in each of them [reviews]
   * @throws IllegalArgumentException if there are none, or the lengths differ
   */
  public ScoredReviews(List<LabelledReview> reviews, float[] scores, int[] tokens) {
    if (scores.length == 0 || scores.length != reviews.size() || scores.length != tokens.length) {
      throw new IllegalArgumentException(
          "%d scores and %d lengths for %d reviews"
              .formatted(scores.length, tokens.length, reviews.size()));
    }
    this.reviews = List.copyOf(reviews);
    this.scores = scores.clone();
    this.tokens = tokens.clone();
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

  /** How many tokens each review has [reviews], a copy. */
  public int[] tokens() {
    return tokens.clone();
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

  public LabelCounts labelCounts(Labelling labelling) {
    return LabelCounts.of(scores, positive, tokens, labelling);
  }

  /** The reviews by length, the shortest first, without groups that have none. */
  public List<LengthGroup> byLength() {
    List<LengthGroup> groups = new ArrayList<>();
    int from = 0;
    for (int group = 0; group <= LengthGroup.BORDERS.size(); group++) {
      int first = from;
      int to =
          group < LengthGroup.BORDERS.size() ? LengthGroup.BORDERS.get(group) : Integer.MAX_VALUE;
      int[] places =
          IntStream.range(0, tokens.length)
              .filter(i -> tokens[i] >= first && tokens[i] <= to)
              .toArray();
      if (places.length > 0) {
        groups.add(new LengthGroup(first, to, at(places)));
      }
      from = to + 1;
    }
    return groups;
  }

  private ScoredReviews at(int[] places) {
    List<LabelledReview> some = new ArrayList<>();
    float[] someScores = new float[places.length];
    int[] someTokens = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      some.add(reviews.get(places[i]));
      someScores[i] = scores[places[i]];
      someTokens[i] = tokens[places[i]];
    }
    return new ScoredReviews(some, someScores, someTokens);
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
