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

  /**
   * Learns from reviews of both labels.
   *
   * @param training reviews, then pieces of them
   * @param whole how many of them are no pieces
   */
  WideModel learn(ReadReviews training, int whole) {
    NgramFeatures features = NgramFeatures.of(settings, training.texts().subList(0, whole));
    List<int[]> present = training.texts().stream().map(features::present).toList();
    float[] ratios = features.ratios(present, training.positive(), training.weights());
    double[] costs = Arrays.stream(training.weights()).map(w -> w * settings.cost()).toArray();
    double[] learned =
        LogisticRegression.fit(
            new LogisticRegression.Examples(
                present.toArray(int[][]::new),
                ratios,
                training.positive(),
                costs,
                new double[costs.length]),
            seed);
    float[] logOdds = new float[ratios.length];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = (float) (learned[i] * ratios[i]);
    }
    return new WideModel(
        settings.sizes(),
        WideTable.of(settings.sizes(), features.sums(logOdds)),
        learned[learned.length - 1]);
  }
}
