package io.reviewscoring.model.network;

/**
 * The sizes of a wide part, which stands beside the layers: hashed n-grams of words, each of which
 * adds log odds of its own to the dense unit's (Cheng et al., "Wide &amp; deep learning for
 * recommender systems", 2016).
 *
 * <p>There are two kinds. In a <em>tagged</em> one a bucket belongs to one n-gram, which a tag of
 * {@value #TAG_BITS} bits tells from most of the others that fall into it: those add nothing. In
 * the other one all that fall into a bucket add the same.
 *
 * @param longest words of the longest n-grams; there are those of 1, 2 and so on up to it
 * @param bucketBits the n-grams fall into 2^bucketBits buckets
 * @param tokens how many of a text's last tokens it reads; they may be more than the layers read
 * @param shortTokens texts of at most so many tokens are short; 0 if it makes no difference. Where
 *     it does, an n-gram is another one in short texts than in long ones; without tags it also
 *     counts once more as one of all texts (Daumé, "Frustratingly easy domain adaptation", 2007)
 * @param tagBits {@value #TAG_BITS}, or 0 for no tags
 */
public record Wide(int longest, int bucketBits, int tokens, int shortTokens, int tagBits) {

  /** Bits of a tag. */
  public static final int TAG_BITS = 8;

  private static final int MAX_LONGEST = 4;
  private static final int MIN_BITS = 10;
  private static final int MAX_BITS = 24;
  private static final int MAX_TOKENS = 10_000;

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds
   */
  public Wide {
    Bounds.check("longest", longest, 1, MAX_LONGEST);
    Bounds.check("bucketBits", bucketBits, MIN_BITS, MAX_BITS);
    Bounds.check("tokens", tokens, 1, MAX_TOKENS);
    Bounds.check("shortTokens", shortTokens, 0, MAX_TOKENS);
    if (tagBits != 0) {
      Bounds.check("tagBits", tagBits, TAG_BITS, TAG_BITS);
    }
  }

  /** One without tags. */
  public Wide(int longest, int bucketBits, int tokens, int shortTokens) {
    this(longest, bucketBits, tokens, shortTokens, 0);
  }

  /** One without tags for which texts of all lengths are alike. */
  public Wide(int longest, int bucketBits, int tokens) {
    this(longest, bucketBits, tokens, 0);
  }

  /** One with tags. */
  public static Wide tagged(int longest, int bucketBits, int tokens, int shortTokens) {
    return new Wide(longest, bucketBits, tokens, shortTokens, TAG_BITS);
  }

  /** Whether buckets have tags. */
  public boolean isTagged() {
    return tagBits > 0;
  }

  /** How often each n-gram is looked up. */
  public int times() {
    return shortTokens == 0 || isTagged() ? 1 : 2;
  }

  /** How many buckets there are. */
  public int buckets() {
    return 1 << bucketBits;
  }

  /** Bytes of what is learned for the buckets. */
  public int bytes() {
    return isTagged() ? 2 * buckets() : buckets();
  }
}
