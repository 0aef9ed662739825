package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.Ngrams;

/**
 * The log odds of a text's n-grams. Their bytes are summed as whole numbers, so that no order and
 * no machine gives another sum. For one thread.
 */
final class WidePart {
  private final int tokens;
  private final Ngrams ngrams;

  /** {@code [2^bucketBits]}. */
  private final byte[] table;

  private final float scale;

  WidePart(Wide sizes, WideWeights weights) {
    this.tokens = sizes.tokens();
    this.ngrams = new Ngrams(sizes.longest(), sizes.bucketBits(), tokens, sizes.shortTokens());
    this.table = weights.buckets();
    this.scale = weights.scale();
  }

  /**
   * Adds a text's n-grams, with one rounding: a float holds their sum, of at most 24 bits.
   *
   * @param logOdds of the layers
   * @param fingerprints the text's last tokens, in order; all of them, or at least as many as are
   *     read
   * @param all how many the whole text has
   */
  float added(float logOdds, long[] fingerprints, int all) {
    if (fingerprints.length < Math.min(all, tokens)) {
      throw new IllegalArgumentException(
          "%s of %s tokens were kept, too few for the n-grams of %s"
              .formatted(fingerprints.length, all, tokens));
    }
    int count = ngrams.find(fingerprints, all);
    int[] buckets = ngrams.buckets();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      // Nothing waits for a byte but the sum, so the processor fetches many at once.
      sum += table[buckets[i]];
    }
    return Math.fma(scale, sum, logOdds);
  }
}
