package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.WideWeights;
import org.jspecify.annotations.Nullable;

/**
 * How network and wide part make one model: {@code network} × the log odds of the one + {@code
 * wide} × those of the other + {@code shift}. It disappears in the weights of both.
 *
 * @param network 0 or more
 * @param wide 0 or more
 */
record Blend(double network, double wide, double shift) {

  /**
   * That of the smallest log loss. A part that would be turned round counts nothing.
   *
   * @param network log odds [reviews]
   * @param wide log odds [reviews]; null if there is no wide part
   */
  static Blend fit(double[] network, double @Nullable [] wide, ReadReviews reviews) {
    if (wide != null) {
      double[] both = fit(reviews, network, wide);
      if (both[0] > 0 && both[1] > 0) {
        return new Blend(both[0], both[1], both[2]);
      }
      if (both[1] > 0) {
        double[] alone = fit(reviews, wide);
        return new Blend(0, Math.max(0, alone[0]), alone[1]);
      }
    }
    double[] alone = fit(reviews, network);
    return alone[0] > 0 ? new Blend(alone[0], 0, alone[1]) : new Blend(1, 0, 0);
  }

  private static double[] fit(ReadReviews reviews, double[]... parts) {
    return LogitFit.of(parts, reviews.positive(), reviews.weights());
  }

  /**
   * The model's log odds [reviews].
   *
   * @param networkLogits [reviews]
   * @param wideLogits [reviews]; null if there is no wide part
   */
  double[] logits(double[] networkLogits, double @Nullable [] wideLogits) {
    double[] logits = new double[networkLogits.length];
    for (int i = 0; i < logits.length; i++) {
      double beside = wideLogits == null ? 0 : wide * wideLogits[i];
      logits[i] = network * networkLogits[i] + beside + shift;
    }
    return logits;
  }

  /**
   * The weights of both as one model.
   *
   * @param model the wide part; null if there is none
   */
  Weights fold(Weights weights, @Nullable WideModel model) {
    float[] dense = weights.denseWeights().clone();
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) (network * dense[i]);
    }
    double bias = network * weights.denseBias()[0] + shift;
    if (model == null) {
      return weights.withDense(dense, new float[] {(float) bias}, null);
    }
    WideWeights beside = model.weights();
    return weights.withDense(
        dense,
        new float[] {(float) (bias + wide * model.bias())},
        beside.scaled((float) (wide * beside.scale())));
  }
}
