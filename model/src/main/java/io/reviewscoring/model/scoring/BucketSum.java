package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.Ngrams;

/** The bytes of all buckets that a text's n-grams fall into. For one thread. */
final class BucketSum implements WidePart.Sum {
  private final Ngrams ngrams;

  /** {@code [2^bucketBits]}. */
  private final byte[] table;

  BucketSum(Wide sizes, byte[] table) {
    this.ngrams =
        new Ngrams(sizes.longest(), sizes.bucketBits(), sizes.tokens(), sizes.shortTokens());
    this.table = table;
  }

  @Override
  public int of(long[] fingerprints, int all) {
    int count = ngrams.find(fingerprints, all);
    int[] buckets = ngrams.buckets();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      // Nothing waits for a byte but the sum, so the processor fetches many at once.
      sum += table[buckets[i]];
    }
    return sum;
  }
}
