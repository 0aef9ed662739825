package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The training split, parted by a seed into reviews to learn from and reviews to choose by.
 *
 * @param training shuffled
 * @param validation shuffled
 */
record Holdout(List<LabelledReview> training, List<LabelledReview> validation) {

  /** Holds out {@code validation} reviews, but never more than a fifth. */
  static Holdout of(List<LabelledReview> reviews, int validation, long seed) {
    List<LabelledReview> shuffled = new ArrayList<>(reviews);
    Collections.shuffle(shuffled, new Random(seed));
    int held = Math.min(validation, shuffled.size() / 5);
    return new Holdout(
        List.copyOf(shuffled.subList(held, shuffled.size())),
        List.copyOf(shuffled.subList(0, held)));
  }
}
