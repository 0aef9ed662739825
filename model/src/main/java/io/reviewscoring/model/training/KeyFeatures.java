package io.reviewscoring.model.training;

import java.util.Arrays;
import java.util.List;

/** The n-grams that learn on top of a wide part, by where it looks for them. */
final class KeyFeatures {
  private final LongIndex features = new LongIndex();

  /** [features]. */
  private final int[] keys;

  /**
   * @param rows the distinct keys of each review [reviews][its keys]
   * @param minimum reviews that a key must be in
   */
  KeyFeatures(List<int[]> rows, int minimum) {
    LongIndex all = new LongIndex();
    int[] count = new int[1 << 10];
    int[] found = new int[count.length];
    for (int[] row : rows) {
      for (int key : row) {
        int number = all.add(key);
        if (number == count.length) {
          count = Arrays.copyOf(count, 2 * number);
          found = Arrays.copyOf(found, 2 * number);
        }
        if (++count[number] == minimum) {
          found[features.add(key)] = key;
        }
      }
    }
    this.keys = Arrays.copyOf(found, features.size());
  }

  /** [features]. */
  int[] keys() {
    return keys;
  }

  /** The features of a review. */
  int[] present(int[] row) {
    return Arrays.stream(row)
        .map(features::find)
        .filter(feature -> feature != LongIndex.NONE)
        .toArray();
  }
}
