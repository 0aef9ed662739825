package io.reviewscoring.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The wide part of a model in training, and what it says of the reviews that are held out from the
 * network.
 *
 * <p>Where the preset says so, what ships has learnt most of those, too, so it can't be measured by
 * them. What it would say of one is told by a model that has learnt all but its fold (Stone,
 * "Cross-validatory choice and assessment of statistical predictions", 1974).
 *
 * @param shipped what becomes part of the bundle
 * @param training the training reviews and their pieces, with the log odds that models of the
 *     training reviews alone, without their fold, make of them
 * @param choosing log odds of the reviews to choose by, by models that haven't learnt them
 * @param calibrating the same of the reviews to calibrate by
 */
@SuppressWarnings("ArrayRecordComponent")
record WideSide(WideModel shipped, Begun training, double[] choosing, double[] calibrating) {

  private static final int FOLDS = 5;

  /**
   * How much of the log odds the network is given. With all of them there is too little left for it
   * to learn from.
   */
  private static final double OFFSET = 0.85;

  private static final String WORK = "N-grams";
  private static final String UNIT = "models";

  /** The fold of reviews that are never learnt. */
  private static final int NONE = -1;

  /** Learns it from parts of the sources' reviews. */
  static final class Learning {
    private final WideTraining training;
    private final Preset.WidePart settings;
    private final Cutting cutting;
    private final TrainingProgress progress;

    /** Adds the pieces that a training learns with its reviews. */
    interface Cutting {
      ReadReviews withPieces(ReadReviews reviews);
    }

    Learning(
        WideTraining training,
        Preset.WidePart settings,
        Cutting cutting,
        TrainingProgress progress) {
      this.training = training;
      this.settings = settings;
      this.cutting = cutting;
      this.progress = progress;
    }

    /**
     * Learns.
     *
     * @param learnt the training reviews, without pieces
     * @param choosing those of all sources, one after another
     * @param calibrating the same
     * @throws TrainingStopped if the training is to end
     */
    WideSide run(
        List<SourceParts> sources,
        ReadReviews learnt,
        ReadReviews choosing,
        ReadReviews calibrating) {
      ReadReviews all = cutting.withPieces(learnt);
      progress.stage(
          "Learning the n-grams of %,d reviews and pieces of them".formatted(all.size()));
      WideModel model = training.learn(all, learnt.size());
      Begun begun = begun(learnt);
      if (!settings.refit()) {
        return new WideSide(
            model, begun, model.logits(choosing.texts()), model.logits(calibrating.texts()));
      }
      progress.stage("Learning them from the held-out reviews, too, %d folds".formatted(FOLDS));
      progress.workStarted(WORK, UNIT, FOLDS + 1);
      ReadReviews heldOut = choosing.and(calibrating);
      int[] folds = folds(sources);
      WideModel shipped = without(NONE, folds, learnt, heldOut);
      double[] logits = shipped.logits(heldOut.texts());
      progress.workDone(1);
      for (int fold = 0; fold < FOLDS; fold++) {
        WideModel others = without(fold, folds, learnt, heldOut);
        for (int i = 0; i < folds.length; i++) {
          if (folds[i] == fold) {
            logits[i] = others.logit(heldOut.texts().get(i));
          }
        }
        progress.workDone(fold + 2);
      }
      return new WideSide(
          shipped,
          begun,
          Arrays.copyOf(logits, choosing.size()),
          Arrays.copyOfRange(logits, choosing.size(), logits.length));
    }

    private Begun begun(ReadReviews learnt) {
      progress.stage("What the n-grams leave over, %d folds".formatted(FOLDS));
      progress.workStarted(WORK, UNIT, FOLDS);
      List<double[]> logits = new ArrayList<>();
      ReadReviews all = null;
      for (int i = 0; i < FOLDS; i++) {
        int fold = i;
        WideModel model = learnt(learnt.at(place -> place % FOLDS != fold));
        ReadReviews part = cutting.withPieces(learnt.at(place -> place % FOLDS == fold));
        logits.add(model.logits(part.texts()));
        all = all == null ? part : all.and(part);
        progress.workDone(i + 1);
      }
      double[] joined = logits.stream().flatMapToDouble(Arrays::stream).toArray();
      float[] offsets = new float[joined.length];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = (float) (OFFSET * joined[i]);
      }
      return new Begun(Objects.requireNonNull(all), offsets);
    }

    /** Learnt from reviews and pieces of them. */
    private WideModel learnt(ReadReviews reviews) {
      return training.learn(cutting.withPieces(reviews), reviews.size());
    }

    /** Learnt from all but a fold, and but those that are never learnt. */
    private WideModel without(int fold, int[] folds, ReadReviews learnt, ReadReviews heldOut) {
      ReadReviews others = heldOut.at(i -> folds[i] != NONE && folds[i] != fold);
      return learnt(learnt.and(others));
    }

    /** The fold of each held-out review. */
    private static int[] folds(List<SourceParts> sources) {
      IntStream.Builder folds = IntStream.builder();
      for (SourceParts source : sources) {
        for (int i = 0; i < source.parts().choosing().size(); i++) {
          folds.add(i % FOLDS);
        }
      }
      for (SourceParts source : sources) {
        int later = source.parts().learntLater();
        for (int i = 0; i < source.parts().calibrating().size(); i++) {
          folds.add(i < later ? i % FOLDS : NONE);
        }
      }
      return folds.build().toArray();
    }
  }
}
