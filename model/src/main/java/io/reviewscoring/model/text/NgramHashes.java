package io.reviewscoring.model.text;

/**
 * The hashes of a text's n-grams: of each word, pair of words that follow each other, triple and so
 * on, as often as the text has them.
 *
 * <p>A hash is mixed from the words' fingerprints, beginning with a number of the caller's: {@code
 * hash = (hash + fingerprint) × 9e3779b97f4a7c15} (2^64 divided by the golden ratio), then {@code
 * hash ^= hash >>> 32}, for each word in order. Its highest bits are the good ones. That is part of
 * the format of bundles, so it never changes. N-grams with a fingerprint of 0 have none: whoever
 * leaves a word out puts 0 in its place.
 *
 * <p>Not thread-safe: it keeps its working space from text to text. Allocates nothing per text.
 */
public final class NgramHashes {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** What the hashes of all texts begin with. */
  public static final int ALL = 0;

  /** What those of short texts begin with, where these are told from long ones. */
  public static final int SHORT = 1;

  /** What those of long texts begin with. */
  public static final int LONG = 2;

  private final int longest;
  private final int tokens;
  private final long[] hashes;

  /**
   * @param longest words of the longest n-grams, 1 to 4
   * @param tokens how many of a text's last tokens are read, 1 or more
   */
  public NgramHashes(int longest, int tokens) {
    this.longest = longest;
    this.tokens = tokens;
    this.hashes = new long[Math.multiplyExact(tokens, longest)];
  }

  /**
   * What the hashes of a text's length begin with.
   *
   * @param all tokens of the whole text
   * @param shortTokens texts of at most so many tokens are short; 0 if it makes no difference
   */
  public static int begin(int all, int shortTokens) {
    return shortTokens == 0 ? ALL : all <= shortTokens ? SHORT : LONG;
  }

  /**
   * Finds the hashes of a text, in the order in which their n-grams' last words come. Those that
   * end with a word are made from those that ended with the word before it.
   *
   * @param fingerprints of its tokens in order; the last ones are read
   * @param begin what each hash begins with
   * @return how many there are; they stand at the beginning of {@link #hashes()}
   */
  public int find(long[] fingerprints, long begin) {
    int count = 0;
    int words = 0;
    long one = 0;
    long two = 0;
    long three = 0;
    for (int i = Math.max(0, fingerprints.length - tokens); i < fingerprints.length; i++) {
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
      hashes[count++] = one;
      if (words > 1) {
        hashes[count++] = two;
      }
      if (words > 2) {
        hashes[count++] = three;
      }
      if (words > 3) {
        hashes[count++] = four;
      }
    }
    return count;
  }

  private static long mixed(long hash, long word) {
    long product = (hash + word) * GOLDEN;
    return product ^ product >>> 32;
  }

  /** Where {@link #find} leaves what it found; not to be written into. */
  public long[] hashes() {
    return hashes;
  }
}
