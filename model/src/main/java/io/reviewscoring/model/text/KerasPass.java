package io.reviewscoring.model.text;

import java.util.Arrays;

/**
 * The FNV hashes of a text's tokens by Keras' rules, found in one pass over its code units.
 *
 * <p>The pass has no branch that depends on the text: words end where no processor can foresee it,
 * and a wrong guess per word would cost more than all the hashing. So every unit's hash is written
 * down where the next token's belongs, and a token's end moves on from there. What a unit must wait
 * for is the hash before it: an exclusive or and a multiplication, no more.
 *
 * <p>Working space, not thread-safe.
 */
final class KerasPass {
  /** So many units are read in a step of the pass. */
  static final int STEP = 4;

  /** The text's code units and a step of separators [capacity + step]. */
  private final char[] units;

  /** A hash per token, and the unfinished one behind the last [capacity / 2 + 2]. */
  private final long[] hashes;

  /** The tokens' fingerprints, made of their hashes [as the hashes]. */
  private final long[] fingerprints;

  /** How many tokens end before each step [steps + 1]. */
  private final int[] ended;

  /**
   * The places of the steps that review-text may read otherwise, in ascending order [steps + 2].
   */
  private final int[] signed;

  private int length;
  private int tokens;
  private int signedSteps;

  /** What the entries of all units say together. */
  private int flags;

  /**
   * @param capacity code units of the longest text
   */
  KerasPass(int capacity) {
    units = new char[capacity + STEP];
    hashes = new long[capacity / 2 + 2];
    fingerprints = new long[hashes.length];
    ended = new int[units.length / STEP + 1];
    signed = new int[ended.length + 1];
  }

  int capacity() {
    return units.length - STEP;
  }

  /**
   * Finds a text's tokens.
   *
   * @return false if the text must be put in lower case first, and found anew whatever that says
   */
  boolean find(String text) {
    length = text.length();
    text.getChars(0, length, units, 0);
    Arrays.fill(units, length, length + STEP, ' ');
    pass();
    finish();
    return (flags & CodeUnits.LOWER_CASE_UNKNOWN) == 0;
  }

  /**
   * Written out for four units: a method of over 325 bytecodes (HotSpot's {@code FreqInlineSize})
   * is compiled by itself. A shorter form of it took a fifth longer where it was compiled into its
   * callers.
   */
  private void pass() {
    char[] text = units;
    long[] hashOf = hashes;
    int[] endedBefore = ended;
    int[] signedAt = signed;
    int last = length;
    int found = 0;
    int token = 0;
    int signs = 0;
    int before = CodeUnits.SEPARATOR >> 31;
    // This or a unit's seed is 0, and together they are the hash.
    long grown = 0;
    for (int i = 0; i <= last; i += STEP) {
      int first = CodeUnits.ENTRIES[text[i]];
      int second = CodeUnits.ENTRIES[text[i + 1]];
      int third = CodeUnits.ENTRIES[text[i + 2]];
      int fourth = CodeUnits.ENTRIES[text[i + 3]];
      int any = first | second | third | fourth;
      found |= any;
      endedBefore[i / STEP] = token;
      signedAt[signs] = i;
      signs += CodeUnits.sign(any);

      int separatesFirst = first >> 31; // all ones, or none
      long seedFirst = Fingerprint.SEED & before;
      hashOf[token] = grown;
      token -= separatesFirst & ~before;
      grown = (grown ^ (seedFirst ^ (char) first)) * (Fingerprint.PRIME & ~(long) separatesFirst);

      int separatesSecond = second >> 31;
      long seedSecond = Fingerprint.SEED & separatesFirst;
      hashOf[token] = grown;
      token -= separatesSecond & ~separatesFirst;
      grown =
          (grown ^ (seedSecond ^ (char) second)) * (Fingerprint.PRIME & ~(long) separatesSecond);

      int separatesThird = third >> 31;
      long seedThird = Fingerprint.SEED & separatesSecond;
      hashOf[token] = grown;
      token -= separatesThird & ~separatesSecond;
      grown = (grown ^ (seedThird ^ (char) third)) * (Fingerprint.PRIME & ~(long) separatesThird);

      int separatesFourth = fourth >> 31;
      long seedFourth = Fingerprint.SEED & separatesThird;
      hashOf[token] = grown;
      token -= separatesFourth & ~separatesThird;
      grown =
          (grown ^ (seedFourth ^ (char) fourth)) * (Fingerprint.PRIME & ~(long) separatesFourth);
      before = separatesFourth;
    }
    tokens = token;
    flags = found;
    signedSteps = signs;
  }

  /**
   * In working space, and copied to what is returned: that memory is fresh, and to work on it would
   * be to wait for it.
   */
  private void finish() {
    for (int i = 0; i < tokens; i++) {
      fingerprints[i] = Fingerprint.finish(hashes[i]);
    }
  }

  /** The text's code units, and separators behind them. */
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

  /** How many steps review-text may read otherwise. */
  int signedSteps() {
    return signedSteps;
  }

  /** The place of one of these, in ascending order. */
  int signedStep(int i) {
    return signed[i];
  }

  /** How many tokens end before a place, which may be the text's end. */
  int endedBefore(int place) {
    int at = place & -STEP;
    int before = ended[at / STEP];
    for (at = Math.max(at, 1); at < place; at++) {
      // The sign bit is set of a separator behind none.
      before += (CodeUnits.ENTRIES[units[at]] & ~CodeUnits.ENTRIES[units[at - 1]]) >>> 31;
    }
    return before;
  }

  /** The tokens' fingerprints [at least tokens]. */
  long[] fingerprints() {
    return fingerprints;
  }

  /** The fingerprints of the last tokens, in the text's order. */
  TokenFingerprints last(int maxTokens) {
    int first = Math.max(0, tokens - maxTokens);
    return new TokenFingerprints(Arrays.copyOfRange(fingerprints, first, tokens), tokens);
  }
}
