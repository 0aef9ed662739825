package io.reviewscoring.model.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Draws the test part of a source that is published without one: the same reviews every time,
 * whatever a training's seed, and each text once.
 */
final class HeldOut {
  private static final long SEED = 20_050_625;

  private HeldOut() {}

  /** A fifth of the texts of each label, rounded down. */
  static List<LabelledReview> fifth(List<LabelledReview> reviews) {
    return draw(reviews, Integer.MAX_VALUE);
  }

  /** So many of each label, but no more than a fifth. */
  static List<LabelledReview> draw(List<LabelledReview> reviews, int perLabel) {
    List<LabelledReview> shuffled = new ArrayList<>();
    SameWords seen = new SameWords();
    for (LabelledReview review : reviews) {
      if (seen.add(review.text())) {
        shuffled.add(review);
      }
    }
    Collections.shuffle(shuffled, new Random(SEED));
    List<LabelledReview> held = new ArrayList<>();
    for (boolean positive : new boolean[] {true, false}) {
      List<LabelledReview> side = LabelledReview.labelled(positive, shuffled);
      held.addAll(side.subList(0, Math.min(perLabel, side.size() / 5)));
    }
    return held;
  }
}
