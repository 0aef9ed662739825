package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/** A wide part by itself, as a model. Not thread-safe: it keeps working space. */
final class WideModel {
  private final WideWeights weights;
  private final double bias;
  private final NgramKeys keys;

  /**
   * @param bias log odds of a text without n-grams
   */
  WideModel(Wide sizes, WideWeights weights, double bias) {
    this.weights = weights;
    this.bias = bias;
    this.keys = new NgramKeys(sizes);
  }

  /** Log odds of a text without n-grams. */
  double bias() {
    return bias;
  }

  WideWeights weights() {
    return weights;
  }

  /**
   * The log odds of positive.
   *
   * @param text at least as many of its last tokens as it reads
   */
  double logit(TokenFingerprints text) {
    byte[] bytes = weights.buckets();
    byte[] tags = weights.tags();
    int sum = 0;
    for (int key : keys.of(text)) {
      if (tags == null) {
        sum += bytes[key];
      } else if (tags[key >>> Wide.TAG_BITS] == (byte) key) {
        int value = bytes[key >>> Wide.TAG_BITS];
        sum += value * Math.abs(value);
      }
    }
    return bias + (double) weights.scale() * sum;
  }

  /** The same for several texts [texts]. */
  double[] logits(List<TokenFingerprints> texts) {
    return texts.stream().mapToDouble(this::logit).toArray();
  }
}
