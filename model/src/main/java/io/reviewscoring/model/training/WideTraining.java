package io.reviewscoring.model.training;

import io.reviewscoring.model.network.WideWeights;
import java.util.Arrays;
import java.util.List;

/**
 * Learns a wide part from labelled reviews: logistic regression on the presence of n-grams, each
 * scaled by its naive Bayes log ratio, then rounded to bytes.
 */
final class WideTraining {

  /** Shares of the n-grams whose log odds the largest byte holds; those of the others are cut. */
  private static final double[] HELD = {1, 0.9999, 0.999, 0.995, 0.99, 0.98};

  private final Preset.WidePart settings;
  private final long seed;

  WideTraining(Preset.WidePart settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Learns.
   *
   * @param training of both labels
   * @param choosing what is rounded how is chosen by these
   */
  WideModel run(ReadReviews training, ReadReviews choosing) {
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
    return rounded(features.logOdds(learned), learned[learned.length - 1], choosing);
  }

  /** With the scale whose rounding is the least surprised by held-out reviews. */
  private WideModel rounded(float[] logOdds, double bias, ReadReviews choosing) {
    float[] sizes = new float[logOdds.length];
    int count = 0;
    for (float value : logOdds) {
      if (value != 0) {
        sizes[count++] = Math.abs(value);
      }
    }
    Arrays.sort(sizes, 0, count);
    WideModel best = rounded(logOdds, bias, largest(sizes, count, HELD[0]));
    double bestLoss = loss(best, choosing);
    for (int i = 1; i < HELD.length; i++) {
      WideModel other = rounded(logOdds, bias, largest(sizes, count, HELD[i]));
      double loss = loss(other, choosing);
      if (loss < bestLoss) {
        best = other;
        bestLoss = loss;
      }
    }
    return best;
  }

  /** What the largest byte stands for, so that such a share of the n-grams is not cut. */
  private static float largest(float[] sizes, int count, double share) {
    return count == 0 ? 1 : sizes[(int) Math.ceil(share * count) - 1];
  }

  private static double loss(WideModel model, ReadReviews reviews) {
    return LogLoss.mean(model.logits(reviews.texts()), reviews);
  }

  private WideModel rounded(float[] logOdds, double bias, float largest) {
    float scale = largest / Byte.MAX_VALUE;
    byte[] bytes = new byte[logOdds.length];
    for (int i = 0; i < bytes.length; i++) {
      int rounded = Math.round(logOdds[i] / scale);
      bytes[i] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, rounded));
    }
    return new WideModel(settings.sizes(), new WideWeights(bytes, scale), bias);
  }
}
