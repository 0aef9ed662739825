package io.reviewscoring.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one product, by slots that stand for windows. In a slot there is a result, or
 * nothing, or a bound where results may have come before the product was remembered. Counts are
 * kept as int, larger ones as its maximum. Not thread-safe.
 */
final class ProductResults {
  private final int[] counts;
  private final int[] positives;
  // Null where all is known, as with most.
  private int @Nullable [] bounds;
  private long total;

  ProductResults(int slots) {
    counts = new int[slots];
    positives = new int[slots];
  }

  /** Takes the newest result of a slot. */
  void put(int slot, long count, long positive) {
    clear(slot);
    counts[slot] = (int) Math.min(count, Integer.MAX_VALUE);
    positives[slot] = (int) Math.min(positive, Integer.MAX_VALUE);
    total += counts[slot];
  }

  /** Says that a slot may have had up to so many reviews, of which nothing is known. */
  void bound(int slot, int count) {
    if (bounds == null) {
      bounds = new int[counts.length];
    }
    bounds[slot] = count;
  }

  /** Frees a slot for another window. */
  void clear(int slot) {
    total -= counts[slot];
    counts[slot] = 0;
    positives[slot] = 0;
    if (bounds != null) {
      bounds[slot] = 0;
    }
  }

  int count(int slot) {
    return counts[slot];
  }

  int positive(int slot) {
    return positives[slot];
  }

  /** Reviews that are known, over all slots. */
  long total() {
    return total;
  }

  /** Reviews that a slot has at most. */
  int most(int slot) {
    return counts[slot] + (bounds == null ? 0 : bounds[slot]);
  }

  /** Reviews that there are at most beyond {@link #total}. */
  long missing() {
    long sum = 0;
    if (bounds != null) {
      for (int bound : bounds) {
        sum += bound;
      }
    }
    return sum;
  }
}
