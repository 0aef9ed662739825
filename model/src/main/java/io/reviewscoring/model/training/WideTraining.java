package io.reviewscoring.model.training;

import io.reviewscoring.model.text.TokenFingerprints;
import java.util.Arrays;
import java.util.List;

/**
 * Learns a wide part from labelled reviews: logistic regression on the presence of n-grams, each
 * scaled by its naive Bayes log ratio.
 */
final class WideTraining {

  private final Preset.WidePart settings;
  private final long seed;
  private final StopRequest stop;

  WideTraining(Preset.WidePart settings, long seed, StopRequest stop) {
    this.settings = settings;
    this.seed = seed;
    this.stop = stop;
  }

  /**
   * Learns from reviews of both labels.
   *
   * @param training reviews, then pieces of them
   * @param whole how many of them are no pieces
   * @throws TrainingStopped if the training is to end
   */
  WideModel learn(ReadReviews training, int whole) {
    NgramFeatures features =
        NgramFeatures.of(settings, training.texts().subList(0, whole), stop::check);
    List<int[]> present = training.texts().stream().map(text -> present(text, features)).toList();
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
            seed,
            stop::check);
    float[] logOdds = new float[ratios.length];
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = (float) (learned[i] * ratios[i]);
    }
    return new WideModel(
        settings.sizes(),
        WideTable.of(settings.sizes(), features.sums(logOdds)),
        learned[learned.length - 1]);
  }

  private int[] present(TokenFingerprints text, NgramFeatures features) {
    stop.check();
    return features.present(text);
  }
}
