package io.reviewscoring.model.text;

/**
 * The buckets of a text's n-grams: of each word, pair of words that follow each other, triple and
 * so on, each bucket once however often the text has it.
 *
 * <p>An n-gram's hash is mixed from its words' fingerprints, beginning with 0: {@code hash = (hash
 * + fingerprint) × 9e3779b97f4a7c15} (2^64 divided by the golden ratio), then {@code hash ^= hash
 * >>> 32}, for each word in order. Its bucket is the hash's highest bits. Where short texts are
 * told from long ones, each n-gram has a second bucket, whose hash begins with 1 in short texts and
 * with 2 in long ones. That is part of the format of bundles, so it never changes. N-grams with a
 * fingerprint of 0 count nothing: whoever leaves a word out puts 0 in its place.
 *
 * <p>Not thread-safe: it keeps its working space, of an eighth of a byte per bucket, from text to
 * text. Allocates nothing per text.
 */
public final class Ngrams {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final int longest;
  private final int shift;
  private final int tokens;
  private final int shortTokens;

  /** Of all n-grams, then of those that are distinct. */
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
    this.longest = longest;
    this.shift = Long.SIZE - bucketBits;
    this.tokens = tokens;
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
    int first = Math.max(0, fingerprints.length - tokens);
    int found = mix(fingerprints, first, 0, 0);
    if (shortTokens > 0) {
      found = mix(fingerprints, first, all <= shortTokens ? 1 : 2, found);
    }
    int distinct = 0;
    for (int i = 0; i < found; i++) {
      // Without a branch: whether an n-gram was met before no processor can foresee.
      int bucket = buckets[i];
      long word = met[bucket >>> 6];
      met[bucket >>> 6] = word | 1L << bucket;
      buckets[distinct] = bucket;
      distinct += 1 - (int) (word >>> bucket & 1);
    }
    for (int i = 0; i < distinct; i++) {
      met[buckets[i] >>> 6] = 0;
    }
    return distinct;
  }

  /**
   * Adds the buckets of all n-grams of the tokens from {@code first} to so many, and counts. Those
   * that end with a word are made from those that ended with the word before it.
   */
  private int mix(long[] fingerprints, int first, long begin, int before) {
    int count = before;
    int words = 0;
    long one = 0;
    long two = 0;
    long three = 0;
    for (int i = first; i < fingerprints.length; i++) {
      long word = fingerprints[i];
      if (word == 0) {
        words = 0;
        continue;
      }
      words = Math.min(words + 1, longest);
      long four = mixed(three, word);
      three = mixed(two, word);
      two = mixed(one, word);
      one = mixed(begin, word);
      // Which of them there are differs at the ends of a text alone.
      buckets[count++] = (int) (one >>> shift);
      if (words > 1) {
        buckets[count++] = (int) (two >>> shift);
      }
      if (words > 2) {
        buckets[count++] = (int) (three >>> shift);
      }
      if (words > 3) {
        buckets[count++] = (int) (four >>> shift);
      }
    }
    return count;
  }

  private static long mixed(long hash, long word) {
    long product = (hash + word) * GOLDEN;
    return product ^ product >>> 32;
  }

  /** Where {@link #find} leaves what it found; not to be written into. */
  public int[] buckets() {
    return buckets;
  }
}
