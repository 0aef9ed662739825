package io.reviewscoring.model.training;

import java.util.Arrays;

/** Numbers from 0 for keys, in the order in which they come. Open addressing; not thread-safe. */
final class LongIndex {
  static final int NONE = -1;

  private static final long MIX = 0x9e3779b97f4a7c15L;

  private long[] keys = new long[1 << 10];

  /** The number of each place's key, or {@link #NONE}. */
  private int[] numbers = filled(keys.length);

  private int size;

  private static int[] filled(int length) {
    int[] numbers = new int[length];
    Arrays.fill(numbers, NONE);
    return numbers;
  }

  int size() {
    return size;
  }

  /** A key's number, a new one if it has none. */
  int add(long key) {
    int place = place(key);
    if (numbers[place] == NONE) {
      if (2 * (size + 1) > keys.length) {
        grow();
        place = place(key);
      }
      keys[place] = key;
      numbers[place] = size++;
    }
    return numbers[place];
  }

  /** A key's number, or {@link #NONE}. */
  int find(long key) {
    return numbers[place(key)];
  }

  private int place(long key) {
    int place = (int) ((key * MIX) >>> 32) & (keys.length - 1);
    while (numbers[place] != NONE && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = filled(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != NONE) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        numbers[place] = oldNumbers[i];
      }
    }
  }
}
