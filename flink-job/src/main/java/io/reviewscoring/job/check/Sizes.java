package io.reviewscoring.job.check;

import java.util.Arrays;
import java.util.Locale;

/** Sizes, of which the middle and the largest are told. Not thread-safe. */
final class Sizes {
  private int[] sizes = new int[1024];
  private int count;

  void add(int size) {
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, count * 2);
    }
    sizes[count++] = size;
  }

  /** In words; of none that there are none. */
  String words(String unit) {
    if (count == 0) {
      return "none";
    }
    int[] sorted = Arrays.copyOf(sizes, count);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%,d %s in the middle, 99 %% up to %,d, the largest %,d",
        sorted[(count - 1) / 2],
        unit,
        sorted[(int) ((count - 1) * 0.99)],
        sorted[count - 1]);
  }
}
