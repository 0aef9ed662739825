package io.reviewscoring.model.training;

import java.util.Arrays;
import java.util.List;

/**
 * Learns a wide part from labelled reviews: logistic regression on the presence of n-grams, each
 * scaled by its naive Bayes log ratio.
 */
final class WideTraining {

  private final Preset.WidePart settings;
  private final long seed;

  WideTraining(Preset.WidePart settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /** Learns from reviews of both labels. */
  WideLearnt learn(ReadReviews training) {
    List<int[]> rows = NgramFeatures.buckets(settings.sizes(), training.texts());
    NgramFeatures features =
        NgramFeatures.of(
            rows,
            training.positive(),
            training.weights(),
            settings.bucketBits(),
            settings.minimumReviews());
    int[][] present = rows.stream().map(features::present).toArray(int[][]::new);
    double[] costs = Arrays.stream(training.weights()).map(w -> w * settings.cost()).toArray();
    double[] learned =
        LogisticRegression.fit(
            new LogisticRegression.Examples(
                present, features.ratios(), training.positive(), costs, new double[costs.length]),
            seed);
    return new WideLearnt(settings.sizes(), features.logOdds(learned), learned[learned.length - 1]);
  }
}
