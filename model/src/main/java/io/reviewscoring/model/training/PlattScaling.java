package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Weights;

/**
 * Makes scores probabilities (J. Platt, "Probabilistic outputs for support vector machines", 1999):
 * the score's logit, divided by a temperature and shifted, both fitted on held-out reviews. It puts
 * no review past another, and it disappears in the last layer's weights.
 *
 * @param temperature above 0; above 1 it makes the model less sure of itself, below 1 surer
 * @param shift added to the logit after the division; above 0 it makes scores more positive
 */
record PlattScaling(double temperature, double shift) {

  /** Changes nothing. */
  static final PlattScaling IDENTITY = new PlattScaling(1, 0);

  private static final int MOST_STEPS = 100;

  /** Where a float's sigmoid has lost the logit. */
  private static final double CLIP = 1e-7;

  /**
   * The scaling of the smallest log loss, which is convex in scale and shift: Newton's method with
   * halved steps (Lin, Lin and Weng, "A note on Platt's probabilistic outputs", 2007). Labels count
   * as Platt's targets, a little inside of 0 and 1, so that reviews that are all scored right don't
   * make the model endlessly sure.
   *
   * @param scores probabilities of positive [reviews], of reviews that were not trained on
   * @param positive labels [reviews]
   * @return {@link #IDENTITY} where the best scaling would turn the order round
   */
  static PlattScaling fit(float[] scores, boolean[] positive) {
    Loss loss = new Loss(scores, positive);
    double scale = 1;
    double shift = 0;
    double value = loss.at(scale, shift);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] newton = loss.newtonStep(scale, shift);
      double size = 1;
      double next = loss.at(scale + newton[0], shift + newton[1]);
      while (!(next < value) && size > 1e-10) {
        size /= 2;
        next = loss.at(scale + size * newton[0], shift + size * newton[1]);
      }
      if (!(next < value)) {
        break;
      }
      scale += size * newton[0];
      shift += size * newton[1];
      value = next;
    }
    return scale > 0 ? new PlattScaling(1 / scale, shift) : IDENTITY;
  }

  /** The same network with its last layer scaled and shifted. */
  Weights fold(Weights weights) {
    float[] dense = weights.denseWeights().clone();
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) (dense[i] / temperature);
    }
    float bias = (float) (weights.denseBias()[0] / temperature + shift);
    return new Weights(
        weights.embedding(),
        weights.convolution(),
        weights.convolutionBias(),
        weights.inputWeights(),
        weights.recurrentWeights(),
        weights.lstmBias(),
        dense,
        new float[] {bias});
  }

  /** The summed log loss as a function of scale and shift. */
  private static final class Loss {
    /** Keeps the Hessian invertible where all logits are the same. */
    private static final double RIDGE = 1e-12;

    private final double[] logits;
    private final double[] targets;

    Loss(float[] scores, boolean[] positive) {
      this.logits = new double[scores.length];
      this.targets = new double[scores.length];
      double positives = 0;
      for (boolean label : positive) {
        positives += label ? 1 : 0;
      }
      double negatives = positive.length - positives;
      for (int i = 0; i < logits.length; i++) {
        double score = Math.min(Math.max(scores[i], CLIP), 1 - CLIP);
        logits[i] = Math.log(score / (1 - score));
        targets[i] = positive[i] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
      }
    }

    double at(double scale, double shift) {
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        double logit = scale * logits[i] + shift;
        // log(1 + e^logit) - target × logit, in a form that can't overflow.
        sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - targets[i] * logit;
      }
      return sum;
    }

    /** Towards the minimum of the parabola that touches here [scale, shift]. */
    double[] newtonStep(double scale, double shift) {
      double gradientScale = 0;
      double gradientShift = 0;
      double scaleScale = RIDGE;
      double scaleShift = 0;
      double shiftShift = RIDGE;
      for (int i = 0; i < logits.length; i++) {
        double probability = 1 / (1 + Math.exp(-(scale * logits[i] + shift)));
        double difference = probability - targets[i];
        double curvature = probability * (1 - probability);
        gradientScale += difference * logits[i];
        gradientShift += difference;
        scaleScale += curvature * logits[i] * logits[i];
        scaleShift += curvature * logits[i];
        shiftShift += curvature;
      }
      double determinant = scaleScale * shiftShift - scaleShift * scaleShift;
      return new double[] {
        -(shiftShift * gradientScale - scaleShift * gradientShift) / determinant,
        -(scaleScale * gradientShift - scaleShift * gradientScale) / determinant
      };
    }
  }
}
