package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.NgramHashes;

/**
 * The squares of the buckets that belong to a text's n-grams. A bucket is the highest bits of an
 * n-gram's hash, its tag the next ones. For one thread.
 */
final class TaggedSum implements WidePart.Sum {
  private final NgramHashes hashes;
  private final int shift;
  private final int shortTokens;

  /** Tag, then byte {@code [2^bucketBits]}. */
  private final short[] table;

  /** The buckets of a text's n-grams that are theirs. */
  private final int[] matched;

  /** A bit a bucket; between texts all are 0. */
  private final long[] met;

  TaggedSum(Wide sizes, short[] table) {
    this.hashes = new NgramHashes(sizes.longest(), sizes.tokens());
    this.shift = Long.SIZE - sizes.bucketBits() - Wide.TAG_BITS;
    this.shortTokens = sizes.shortTokens();
    this.table = table;
    this.matched = new int[sizes.tokens() * sizes.longest()];
    this.met = new long[Math.max(1, sizes.buckets() >>> 6)];
  }

  @Override
  public int of(long[] fingerprints, int all) {
    int found = hashes.find(fingerprints, NgramHashes.begin(all, shortTokens));
    int count = matched(found);
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int bucket = matched[i];
      long word = met[bucket >>> 6];
      met[bucket >>> 6] = word | 1L << bucket;
      int fresh = 1 - (int) (word >>> bucket & 1);
      int value = (byte) table[bucket];
      sum += fresh * value * Math.abs(value);
    }
    for (int i = 0; i < count; i++) {
      met[matched[i] >>> 6] = 0;
    }
    return sum;
  }

  /** Finds the buckets whose tag is the n-gram's. In this loop no reading waits for another. */
  private int matched(int found) {
    long[] all = hashes.hashes();
    int count = 0;
    for (int i = 0; i < found; i++) {
      int key = (int) (all[i] >>> shift);
      int bucket = key >>> Wide.TAG_BITS;
      matched[count] = bucket;
      // Without a branch: which n-grams are known no processor can foresee.
      int difference = ((table[bucket] >>> Wide.TAG_BITS) ^ key) & 0xff;
      count += (difference - 1) >>> 31;
    }
    return count;
  }
}
