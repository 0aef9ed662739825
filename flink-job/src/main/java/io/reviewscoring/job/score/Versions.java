package io.reviewscoring.job.score;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Versions of one review, in the order in which they were scored. Packed into three words each:
 * hash; event time, epoch milliseconds UTC; score and model, 32 bits each. Immutable.
 */
final class Versions {
  static final int WORDS = 3;
  static final Versions NONE = new Versions(new long[0]);

  private final long[] words;

  /**
   * @param words not copied
   */
  Versions(long[] words) {
    this.words = words;
  }

  boolean isEmpty() {
    return words.length == 0;
  }

  boolean contains(long hash) {
    for (int i = 0; i < words.length; i += WORDS) {
      if (words[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** The event time of the latest; there must be one. */
  long latest() {
    return words[indexOfLatest() + 1];
  }

  /** The score of the latest by event time, of several the last that was scored; null if none. */
  @Nullable Float latestScore() {
    return isEmpty() ? null : Float.intBitsToFloat((int) (words[indexOfLatest() + 2] >>> 32));
  }

  /** Tells the model that gave {@link #latestScore} from others; 0 if that is not known. */
  int latestModel() {
    return isEmpty() ? 0 : (int) words[indexOfLatest() + 2];
  }

  private int indexOfLatest() {
    int latest = 0;
    for (int i = WORDS; i < words.length; i += WORDS) {
      if (words[i + 1] >= words[latest + 1]) {
        latest = i;
      }
    }
    return latest;
  }

  /** Those whose event time is later. */
  Versions after(long instant) {
    int kept = 0;
    for (int i = 0; i < words.length; i += WORDS) {
      if (words[i + 1] > instant) {
        kept += WORDS;
      }
    }
    if (kept == words.length) {
      return this;
    }
    long[] later = new long[kept];
    for (int i = 0, to = 0; i < words.length; i += WORDS) {
      if (words[i + 1] > instant) {
        System.arraycopy(words, i, later, to, WORDS);
        to += WORDS;
      }
    }
    return new Versions(later);
  }

  /**
   * These and another.
   *
   * @param model tells the model that gave the score from others
   */
  Versions with(long hash, long timestamp, float score, int model) {
    return with(
        new long[] {
          hash,
          timestamp,
          (long) Float.floatToRawIntBits(score) << 32 | Integer.toUnsignedLong(model)
        });
  }

  /** These and others. */
  Versions with(Versions others) {
    return isEmpty() ? others : with(others.words);
  }

  private Versions with(long[] more) {
    long[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return new Versions(all);
  }

  /** Not a copy. */
  long[] words() {
    return words;
  }
}
