package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.Ngrams;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.List;

/** A wide part by itself, as a model. Not thread-safe: it keeps working space. */
final class WideModel {
  private final WideWeights weights;
  private final double bias;
  private final Ngrams ngrams;

  /**
   * @param bias log odds of a text without n-grams
   */
  WideModel(Wide sizes, WideWeights weights, double bias) {
    this.weights = weights;
    this.bias = bias;
    this.ngrams =
        new Ngrams(sizes.longest(), sizes.bucketBits(), sizes.tokens(), sizes.shortTokens());
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
    int found = ngrams.find(text.values(), text.tokens());
    int sum = 0;
    for (int i = 0; i < found; i++) {
      sum += weights.buckets()[ngrams.buckets()[i]];
    }
    return bias + (double) weights.scale() * sum;
  }

  /** The same for several texts [texts]. */
  double[] logits(List<TokenFingerprints> texts) {
    return texts.stream().mapToDouble(this::logit).toArray();
  }
}
