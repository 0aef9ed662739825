package io.reviewscoring.model.text;

/**
 * The FNV hashes of a text's tokens by Keras' rules, found in one pass over its code units, and
 * where review-text's rules may find others.
 *
 * <p>The pass has no branch that depends on the text: words end where no processor can foresee it,
 * and a wrong guess per word would cost more than all the hashing. So every unit's hash is written
 * down where the next token's belongs, and a token's end moves on from there; with the places that
 * may differ it is the same.
 *
 * <p>Working space, not thread-safe.
 */
final class KerasPass {
  private static final int PLACE_BITS = 32;

  /** The text's code units and a separator [capacity + 1]. */
  private final char[] units;

  /** A hash per token, and the unfinished one behind the last [capacity / 2 + 2]. */
  private final long[] hashes;

  /** Of each place that may differ the tokens that have ended there, and the place. */
  private final long[] spots;

  private int length;
  private int tokens;
  private int spotCount;

  /**
   * @param capacity code units of the longest text
   */
  KerasPass(int capacity) {
    units = new char[capacity + 1];
    hashes = new long[capacity / 2 + 2];
    spots = new long[capacity + 2];
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
    int flags = 0;
    int token = 0;
    int spot = 0;
    int before = CodeUnits.SEPARATOR >> 31;
    int previous = CodeUnits.ENTRIES[' '];
    long hash = Fingerprint.SEED;
    for (int i = 0; i <= length; i++) {
      int entry = CodeUnits.ENTRIES[units[i]];
      flags |= entry;
      hashes[token] = hash;
      int separates = entry >> 31; // all ones, or none
      token += separates & ~before & 1;
      long grown = Fingerprint.add(hash, (char) entry);
      hash = (grown & ~(long) separates) | (Fingerprint.SEED & separates);
      int differs =
          (previous >>> CodeUnits.FIRST_SHIFT & entry & CodeUnits.SECOND)
              | (entry & CodeUnits.DIFFERS);
      spots[spot] = (long) token << PLACE_BITS | i;
      spot += -differs >>> 31;
      previous = entry & (before | ~CodeUnits.FIRST_N);
      before = separates;
    }
    tokens = token;
    spotCount = spot;
    return (flags & CodeUnits.NOT_ALONE) == 0;
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

  /** Their hashes [at least tokens]. */
  long[] hashes() {
    return hashes;
  }

  /** The fingerprints of the last tokens, in the text's order. */
  TokenFingerprints last(int maxTokens) {
    return TokenHashes.finished(hashes, tokens, maxTokens);
  }

  /** How many places may differ. */
  int spots() {
    return spotCount;
  }

  /** Such a place, in ascending order. */
  int place(int spot) {
    return (int) spots[spot];
  }

  /** How many tokens have ended in front of that place or there. */
  int tokensUpTo(int spot) {
    return (int) (spots[spot] >>> PLACE_BITS);
  }
}
