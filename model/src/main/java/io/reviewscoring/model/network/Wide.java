package io.reviewscoring.model.network;

/**
 * The sizes of a wide part, which stands beside the layers: hashed n-grams of words, each of which
 * adds log odds of its own to the dense unit's (Cheng et al., "Wide &amp; deep learning for
 * recommender systems", 2016).
 *
 * @param longest words of the longest n-grams; there are those of 1, 2 and so on up to it
 * @param bucketBits the n-grams fall into 2^bucketBits buckets
 * @param tokens how many of a text's last tokens it reads; they may be more than the layers read
 * @param shortTokens texts of at most so many tokens are short; 0 if it makes no difference. Where
 *     it does, each n-gram counts twice: as one of all texts, and as one of the short or of the
 *     long ones (Daumé, "Frustratingly easy domain adaptation", 2007)
 */
public record Wide(int longest, int bucketBits, int tokens, int shortTokens) {
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
  }

  /** One for which texts of all lengths are alike. */
  public Wide(int longest, int bucketBits, int tokens) {
    this(longest, bucketBits, tokens, 0);
  }

  /** How often each n-gram counts. */
  public int times() {
    return shortTokens == 0 ? 1 : 2;
  }

  /** How many buckets there are. */
  public int buckets() {
    return 1 << bucketBits;
  }
}
