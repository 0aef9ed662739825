package io.reviewscoring.model.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tokens as their fingerprints. Working space, not thread-safe. */
final class FingerprintTokens implements Tokens {
  private long[] fingerprints = new long[64];
  private int count;

  /** The last token's hash, not finished yet, so that it can be made longer. */
  private long last;

  void clear() {
    count = 0;
  }

  @Override
  public void add(char[] chars, int from, int to) {
    ensureRoom(1);
    last = grown(Fingerprint.SEED, chars, from, to);
    fingerprints[count++] = Fingerprint.finish(last);
  }

  @Override
  public void extend(char[] chars, int from, int to) {
    last = grown(last, chars, from, to);
    fingerprints[count - 1] = Fingerprint.finish(last);
  }

  private static long grown(long hash, char[] chars, int from, int to) {
    long grown = hash;
    for (int i = from; i < to; i++) {
      grown = Fingerprint.add(grown, chars[i]);
    }
    return grown;
  }

  /** Adds Keras' tokens from a place to another. */
  void addAll(KerasPass keras, int from, int to) {
    if (from >= to) {
      return;
    }
    ensureRoom(to - from);
    System.arraycopy(keras.fingerprints(), from, fingerprints, count, to - from);
    count += to - from;
    last = keras.hashes()[to - 1];
  }

  private void ensureRoom(int more) {
    if (count + more > fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, Math.max(count + more, 2 * fingerprints.length));
    }
  }

  /** The last tokens, null if they are the same as Keras'. */
  @Nullable TokenFingerprints lastUnless(KerasPass keras, int maxTokens) {
    int first = Math.max(0, count - maxTokens);
    if (count == keras.tokens()
        && Arrays.equals(fingerprints, first, count, keras.fingerprints(), first, count)) {
      return null;
    }
    return new TokenFingerprints(Arrays.copyOfRange(fingerprints, first, count), count);
  }
}
