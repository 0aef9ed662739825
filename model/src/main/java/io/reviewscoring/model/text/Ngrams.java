package io.reviewscoring.model.text;

/**
 * The buckets of a text's n-grams, each bucket once however often the text has it. An n-gram's
 * bucket is the highest bits of its {@linkplain NgramHashes hash}. Where short texts are told from
 * long ones, each n-gram has a second bucket, by the hash of the text's length. That is part of the
 * format of bundles, so it never changes.
 *
 * <p>Not thread-safe: it keeps its working space, of an eighth of a byte per bucket, from text to
 * text. Allocates nothing per text.
 */
public final class Ngrams {
  private final NgramHashes hashes;
  private final int shift;
  private final int shortTokens;
  private final int[] buckets;

  /** A bit a bucket; between texts all are 0. */
  private final long[] met;

  /**
   * @param longest words of the longest n-grams, 1 to 4
   * @param bucketBits the highest bits of a hash that are a bucket, 6 to 30
   * @param tokens how many of a text's last tokens are read, 1 or more
   * @param shortTokens texts of at most so many tokens are short; 0 if it makes no difference
   */
  public Ngrams(int longest, int bucketBits, int tokens, int shortTokens) {
    this.hashes = new NgramHashes(longest, tokens);
    this.shift = Long.SIZE - bucketBits;
    this.shortTokens = shortTokens;
    this.buckets = new int[Math.multiplyExact(tokens, longest * (shortTokens == 0 ? 1 : 2))];
    this.met = new long[1 << (bucketBits - 6)];
  }

  /**
   * Finds the distinct buckets of a text, in the order in which their n-grams' last words come.
   *
   * @param fingerprints of its tokens in order; the last ones are read
   * @param all how many the whole text has
   * @return how many there are; they stand at the beginning of {@link #buckets()}
   */
  public int find(long[] fingerprints, int all) {
    int distinct = add(fingerprints, NgramHashes.ALL, 0);
    if (shortTokens > 0) {
      distinct = add(fingerprints, NgramHashes.begin(all, shortTokens), distinct);
    }
    for (int i = 0; i < distinct; i++) {
      met[buckets[i] >>> 6] = 0;
    }
    return distinct;
  }

  private int add(long[] fingerprints, long begin, int before) {
    int distinct = before;
    int found = hashes.find(fingerprints, begin);
    for (int i = 0; i < found; i++) {
      // Without a branch: whether an n-gram was met before no processor can foresee.
      int bucket = (int) (hashes.hashes()[i] >>> shift);
      long word = met[bucket >>> 6];
      met[bucket >>> 6] = word | 1L << bucket;
      buckets[distinct] = bucket;
      distinct += 1 - (int) (word >>> bucket & 1);
    }
    return distinct;
  }

  /** Where {@link #find} leaves what it found; not to be written into. */
  public int[] buckets() {
    return buckets;
  }
}
