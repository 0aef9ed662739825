package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.util.Arrays;

/**
 * A wide part as it was learnt, before its log odds are rounded to bytes.
 *
 * @param logOdds that each bucket adds [buckets]
 * @param bias log odds of a text without n-grams
 */
@SuppressWarnings("ArrayRecordComponent")
record WideLearnt(Wide sizes, float[] logOdds, double bias) {

  /** Shares of the n-grams whose log odds the largest byte holds; those of the others are cut. */
  private static final double[] HELD = {1, 0.9999, 0.999, 0.995, 0.99, 0.98};

  /** The share with which held-out reviews surprise the rounded model the least. */
  double held(ReadReviews heldOut) {
    double best = HELD[0];
    double bestLoss = loss(best, heldOut);
    for (int i = 1; i < HELD.length; i++) {
      double loss = loss(HELD[i], heldOut);
      if (loss < bestLoss) {
        best = HELD[i];
        bestLoss = loss;
      }
    }
    return best;
  }

  private double loss(double held, ReadReviews reviews) {
    return LogLoss.mean(rounded(held).logits(reviews.texts()), reviews);
  }

  /**
   * The model that ships.
   *
   * @param held share of the n-grams that is not cut
   */
  WideModel rounded(double held) {
    float scale = largest(held) / Byte.MAX_VALUE;
    byte[] bytes = new byte[logOdds.length];
    for (int i = 0; i < bytes.length; i++) {
      int rounded = Math.round(logOdds[i] / scale);
      bytes[i] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, rounded));
    }
    return new WideModel(sizes, new WideWeights(bytes, scale), bias);
  }

  /** What the largest byte stands for. */
  private float largest(double held) {
    float[] absolute = new float[logOdds.length];
    int count = 0;
    for (float value : logOdds) {
      if (value != 0) {
        absolute[count++] = Math.abs(value);
      }
    }
    Arrays.sort(absolute, 0, count);
    return count == 0 ? 1 : absolute[(int) Math.ceil(held * count) - 1];
  }
}
