package io.reviewscoring.model.text;

import java.util.Arrays;

/** Tokens as their FNV hashes, not finished yet, so that they can be made longer. */
final class TokenHashes implements Tokens {
  private long[] hashes = new long[64];
  private int count;

  void clear() {
    count = 0;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  @Override
  public void add(char[] chars, int from, int to) {
    ensureRoom(1);
    hashes[count++] = grown(Fingerprint.SEED, chars, from, to);
  }

  @Override
  public void extend(char[] chars, int from, int to) {
    hashes[count - 1] = grown(hashes[count - 1], chars, from, to);
  }

  private static long grown(long hash, char[] chars, int from, int to) {
    long grown = hash;
    for (int i = from; i < to; i++) {
      grown = Fingerprint.add(grown, chars[i]);
    }
    return grown;
  }

  /** Adds others' from a place to another. */
  void addAll(long[] others, int from, int to) {
    ensureRoom(to - from);
    System.arraycopy(others, from, hashes, count, to - from);
    count += to - from;
  }

  private void ensureRoom(int more) {
    if (count + more > hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(count + more, 2 * hashes.length));
    }
  }

  /** Whether so many others are the same, as far as the last ones go that are kept. */
  boolean areTheLast(int maxTokens, long[] others, int othersCount) {
    int first = Math.max(0, count - maxTokens);
    return count == othersCount && Arrays.equals(hashes, first, count, others, first, count);
  }

  /** The fingerprints of the last tokens, in the text's order. */
  TokenFingerprints last(int maxTokens) {
    return finished(hashes, count, maxTokens);
  }

  /**
   * The fingerprints of the last of some tokens.
   *
   * @param hashes unfinished [at least count]
   */
  static TokenFingerprints finished(long[] hashes, int count, int maxTokens) {
    int kept = Math.min(count, maxTokens);
    long[] fingerprints = new long[kept];
    for (int i = 0; i < kept; i++) {
      fingerprints[i] = Fingerprint.finish(hashes[count - kept + i]);
    }
    return new TokenFingerprints(fingerprints, count);
  }
}
