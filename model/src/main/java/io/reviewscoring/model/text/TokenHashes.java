package io.reviewscoring.model.text;

/**
 * The FNV hashes of a text's tokens, found in one pass over its code units.
 *
 * <p>The pass has no branch that depends on the text: words end where no processor can foresee it,
 * and a wrong guess per word would cost more than all the hashing. So every unit's hash is written
 * down where the next token's belongs, and a token's end moves on from there.
 *
 * <p>Working space, not thread-safe.
 */
final class TokenHashes {
  /** The text's code units and a separator [capacity + 1]. */
  private final char[] units;

  /** A hash per token, and the unfinished one behind the last [capacity / 2 + 2]. */
  private final long[] hashes;

  private int tokens;

  /**
   * @param capacity code units of the longest text
   */
  TokenHashes(int capacity) {
    units = new char[capacity + 1];
    hashes = new long[capacity / 2 + 2];
  }

  int capacity() {
    return units.length - 1;
  }

  /** How many tokens the text has. */
  int tokens() {
    return tokens;
  }

  /**
   * Finds a text's tokens.
   *
   * @return false if the text must be put in lower case first, and found anew whatever that says
   */
  boolean find(String text) {
    int length = text.length();
    text.getChars(0, length, units, 0);
    units[length] = ' ';
    int flags = 0;
    int token = 0;
    int before = CodeUnits.SEPARATOR >> 31;
    long hash = Fingerprint.SEED;
    for (int i = 0; i <= length; i++) {
      int entry = CodeUnits.ENTRIES[units[i]];
      flags |= entry;
      hashes[token] = hash;
      int separates = entry >> 31; // all ones, or none
      token += separates & ~before & 1;
      long grown = Fingerprint.add(hash, (char) entry);
      hash = (grown & ~(long) separates) | (Fingerprint.SEED & separates);
      before = separates;
    }
    tokens = token;
    return (flags & CodeUnits.NOT_ALONE) == 0;
  }

  /** The fingerprints of the last tokens, in the text's order. */
  long[] last(int maxTokens) {
    int kept = Math.min(tokens, maxTokens);
    long[] fingerprints = new long[kept];
    for (int i = 0; i < kept; i++) {
      fingerprints[i] = Fingerprint.finish(hashes[tokens - kept + i]);
    }
    return fingerprints;
  }
}
