package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * Why no model comes of them, in one line; empty if one can. Both parts need both labels: to
   * learn what tells them apart, and to see how well that is done.
   */
  Optional<String> obstacle() {
    int all = training.size() + validation.size();
    long positive = positive(training) + positive(validation);
    if (all == 0) {
      return Optional.of("no training reviews");
    }
    if (positive == 0 || positive == all) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "all %,d training reviews are %s: a model learns from both kinds",
              all,
              positive == 0 ? "negative" : "positive"));
    }
    return hasBoth(training) && hasBoth(validation)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d training reviews, %,d of them positive, are too few: %,d of them are held out to"
                    + " choose by, and both kinds must be among these and among the others",
                all,
                positive,
                validation.size()));
  }

  private static boolean hasBoth(List<LabelledReview> reviews) {
    long positive = positive(reviews);
    return positive > 0 && positive < reviews.size();
  }

  private static long positive(List<LabelledReview> reviews) {
    return reviews.stream().filter(LabelledReview::positive).count();
  }
}
