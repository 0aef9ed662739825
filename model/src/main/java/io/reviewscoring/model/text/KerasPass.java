package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * The FNV hashes of a text's tokens by Keras' rules, found in one pass over its code units.
 *
 * <p>The pass has no branch that depends on the text: words end where no processor can foresee it,
 * and a wrong guess per word would cost more than all the hashing. So every unit's hash and place
 * are written down where the next token's belong, and a token's end moves on from there. What a
 * unit must wait for is the hash before it: an exclusive or and a multiplication, no more.
 *
 * <p>Working space, not thread-safe.
 */
final class KerasPass {
  /** The text's code units and a separator [capacity + 1]. */
  private final char[] units;

  /** A hash per token, and the unfinished one behind the last [capacity / 2 + 2]. */
  private final long[] hashes;

  /** Where the separator behind each token stands [as long as the hashes]. */
  private final int[] ends;

  private int length;
  private int tokens;

  /** What the entries of all units say together. */
  private int flags;

  /**
   * @param capacity code units of the longest text
   */
  KerasPass(int capacity) {
    units = new char[capacity + 1];
    hashes = new long[capacity / 2 + 2];
    ends = new int[hashes.length];
  }

  int capacity() {
    return units.length - 1;
  }

  /**
   * Finds a text's tokens.
   *
   * @return false if the text must be put in lower case first, and found anew whatever that says
   */
  boolean find(String text) {
    length = text.length();
    text.getChars(0, length, units, 0);
    units[length] = ' ';
    pass();
    return (flags & CodeUnits.LOWER_CASE_UNKNOWN) == 0;
  }

  private void pass() {
    char[] text = units;
    long[] hashOf = hashes;
    int[] endOf = ends;
    int last = length;
    int found = 0;
    int token = 0;
    int before = CodeUnits.SEPARATOR >> 31;
    // One of these is 0, and together they are the hash.
    long grown = 0;
    long seed = Fingerprint.SEED;
    for (int i = 0; i <= last; i++) {
      int entry = CodeUnits.ENTRIES[text[i]];
      found |= entry;
      hashOf[token] = grown ^ seed;
      endOf[token] = i;
      int separates = entry >> 31; // all ones, or none
      token -= separates & ~before;
      grown = (grown ^ (seed ^ (char) entry)) * (Fingerprint.PRIME & ~(long) separates);
      seed = Fingerprint.SEED & separates;
      before = separates;
    }
    tokens = token;
    flags = found;
  }

  /** The text's code units, and a separator behind them. */
  char[] units() {
    return units;
  }

  /** How many code units the text has. */
  int length() {
    return length;
  }

  /** How many tokens the text has. */
  int tokens() {
    return tokens;
  }

  /** Their hashes, not finished yet [at least tokens]. */
  long[] hashes() {
    return hashes;
  }

  /** A bit for each of {@link CodeUnits#SIGNS} that the text has, and one for other such units. */
  int signs() {
    return flags >> CodeUnits.FIRST_SIGN & CodeUnits.KINDS;
  }

  /**
   * How many tokens end before a place.
   *
   * @param least some that do
   */
  int endedBefore(int place, int least) {
    int ended = least;
    while (ended < tokens && ends[ended] < place) {
      ended++;
    }
    return ended;
  }

  /** The fingerprints of the last tokens, in the text's order. */
  TokenFingerprints last(int maxTokens) {
    int kept = Math.min(tokens, maxTokens);
    long[] fingerprints = Arrays.copyOfRange(hashes, tokens - kept, tokens);
    for (int i = 0; i < kept; i++) {
      fingerprints[i] = Fingerprint.finish(fingerprints[i]);
    }
    return new TokenFingerprints(fingerprints, tokens);
  }
}
