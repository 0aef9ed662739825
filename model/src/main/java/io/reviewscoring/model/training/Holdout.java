package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.SameWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Reviews, parted by a seed into those to learn from, those to choose by, and those to calibrate
 * by. Each part has both labels, in the shares of the whole.
 *
 * @param training shuffled
 * @param choosing shuffled
 * @param calibrating shuffled
 */
record Holdout(
    List<LabelledReview> training,
    List<LabelledReview> choosing,
    List<LabelledReview> calibrating) {

  /** Of a label with fewer no review can be spared. */
  private static final int FEWEST_OF_A_LABEL = 5;

  Holdout {
    training = List.copyOf(training);
    choosing = List.copyOf(choosing);
    calibrating = List.copyOf(calibrating);
  }

  /**
   * Holds out so many to choose by and so many to calibrate by, but never more than a tenth and
   * three twentieths.
   */
  static Holdout of(List<LabelledReview> reviews, int choosing, int calibrating, long seed) {
    List<LabelledReview> shuffled = new ArrayList<>(reviews);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    List<LabelledReview> learnt = new ArrayList<>();
    List<LabelledReview> chosenBy = new ArrayList<>();
    List<LabelledReview> calibratedBy = new ArrayList<>();
    for (boolean positive : new boolean[] {true, false}) {
      List<LabelledReview> side = LabelledReview.labelled(positive, shuffled);
      int first = held(choosing, 2, side.size(), shuffled.size());
      int second = first + held(calibrating, 3, side.size(), shuffled.size());
      chosenBy.addAll(side.subList(0, first));
      calibratedBy.addAll(side.subList(first, second));
      learnt.addAll(side.subList(second, side.size()));
    }
    for (List<LabelledReview> part : List.of(learnt, chosenBy, calibratedBy)) {
      Collections.shuffle(part, random);
    }
    return new Holdout(learnt, chosenBy, calibratedBy);
  }

  /**
   * How many of those to calibrate by a wide part that is learnt once more may learn: the first
   * ones. The others are never learnt, so that those who go on from the model have some, too.
   */
  int learntLater() {
    return calibrating.size() - calibrating.size() / 3;
  }

  /** With those to calibrate by that are never learnt, and without the others. */
  Holdout neverLearnt() {
    return new Holdout(training, choosing, calibrating.subList(learntLater(), calibrating.size()));
  }

  /** The same without reviews that say what others say. */
  Holdout clearOf(SameWords others) {
    return new Holdout(
        clear(training, others), clear(choosing, others), clear(calibrating, others));
  }

  private static List<LabelledReview> clear(List<LabelledReview> reviews, SameWords others) {
    return reviews.stream().filter(review -> !others.contains(review.text())).toList();
  }

  private static int held(int wanted, int twentieths, int ofLabel, int all) {
    if (ofLabel < FEWEST_OF_A_LABEL) {
      return 0;
    }
    long share = (long) wanted * ofLabel / all;
    return (int) Math.max(1, Math.min(share, ofLabel * twentieths / 20));
  }

  /**
   * Why no model comes of them, in one line; empty if one can. All parts need both labels: to learn
   * what tells them apart, and to see how well that is done.
   */
  Optional<String> obstacle() {
    int all = training.size() + choosing.size() + calibrating.size();
    long positive = positive(training) + positive(choosing) + positive(calibrating);
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
    return Math.min(positive, all - positive) >= FEWEST_OF_A_LABEL
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d training reviews, %,d of them positive, are too few: there must be %d of both"
                    + " kinds, so that some can be held out",
                all,
                positive,
                FEWEST_OF_A_LABEL));
  }

  private static long positive(List<LabelledReview> reviews) {
    return reviews.stream().filter(LabelledReview::positive).count();
  }
}
