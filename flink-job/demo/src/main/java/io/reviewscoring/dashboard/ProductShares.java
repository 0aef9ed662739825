package io.reviewscoring.dashboard;

import io.reviewscoring.job.comparison.WilsonInterval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The share of positive reviews of each product, window by window of event time. Of a window the
 * newest result counts, as the topic says. Remembers the newest windows, and of more products than
 * it has room for those with most reviews; {@link #leftOut} bounds what the others have. Not
 * thread-safe.
 */
final class ProductShares {
  // Less than a point is no fall that anybody sees.
  private static final double MIN_FALL = 0.01;
  private static final Comparator<Map.Entry<String, ProductResults>> FEWEST_FIRST =
      Comparator.comparingLong((Map.Entry<String, ProductResults> each) -> each.getValue().total())
          .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));

  private final int maxWindows;
  private final int maxProducts;
  // The slot of each window, by its start.
  private final NavigableMap<Long, Integer> windows = new TreeMap<>();
  // By slot: the reviews that a product which is not remembered has there at most.
  private final int[] ceilings;
  private final Map<String, ProductResults> products = new HashMap<>();

  ProductShares(int maxWindows, int maxProducts) {
    this.maxWindows = maxWindows;
    this.maxProducts = maxProducts;
    this.ceilings = new int[maxWindows];
  }

  /**
   * One product's windows.
   *
   * @param shares positive of all, one for each of {@link #windowStarts}; null without reviews
   * @param missing how many reviews more there may be, from before the product was remembered
   */
  record Course(
      String productId, long count, long positive, List<@Nullable Double> shares, long missing) {}

  /**
   * How a product's share of positive reviews changed.
   *
   * @param before share in the older two thirds of the windows
   * @param after share in the newest third
   */
  record Change(String productId, double before, double after, long countBefore, long countAfter) {

    /** Negative where the product turns sour. */
    double difference() {
      return after - before;
    }

    /**
     * Whether it is beyond what chance makes of so few reviews: 0 is not in the difference's
     * interval at 95 % (R. G. Newcombe's, of Wilson's for either side, Statistics in Medicine 17,
     * 1998).
     */
    boolean isBeyondChance() {
      WilsonInterval older = WilsonInterval.of(Math.round(before * countBefore), countBefore);
      WilsonInterval newer = WilsonInterval.of(Math.round(after * countAfter), countAfter);
      return Math.abs(after - before)
          > (after < before
              ? Math.hypot(before - older.from(), newer.to() - after)
              : Math.hypot(older.to() - before, after - newer.from()));
    }
  }

  void add(WindowResult result) {
    Integer slot = slot(result.windowStart());
    if (slot == null) {
      return;
    }
    ProductResults known = products.get(result.productId());
    if (known == null) {
      if (result.count() <= ceilings[slot]) {
        return;
      }
      known = new ProductResults(maxWindows);
      for (int each : windows.values()) {
        if (ceilings[each] > 0) {
          known.bound(each, ceilings[each]);
        }
      }
      products.put(result.productId(), known);
    }
    known.put(slot, result.count(), result.positive());
    if (products.size() > maxProducts) {
      forgetSmallest();
    }
  }

  /** The slot of a window, taken from the oldest one if need be; null for one that is older. */
  private @Nullable Integer slot(long start) {
    Integer known = windows.get(start);
    if (known != null) {
      return known;
    }
    int slot = windows.size();
    if (slot == maxWindows) {
      if (start < windows.firstKey()) {
        return null;
      }
      int oldest = windows.pollFirstEntry().getValue();
      ceilings[oldest] = 0;
      products.values().forEach(results -> results.clear(oldest));
      products.values().removeIf(results -> results.total() == 0);
      slot = oldest;
    }
    windows.put(start, slot);
    return slot;
  }

  /** Makes room for more than one, since it takes a look at all of them. */
  private void forgetSmallest() {
    List<Map.Entry<String, ProductResults>> all = new ArrayList<>(products.entrySet());
    all.sort(FEWEST_FIRST);
    for (var each : all.subList(0, Math.max(1, maxProducts / 4))) {
      for (int slot : windows.values()) {
        ceilings[slot] = Math.max(ceilings[slot], each.getValue().most(slot));
      }
      products.remove(each.getKey());
    }
  }

  /** Forgets everything. */
  void clear() {
    windows.values().forEach(slot -> ceilings[slot] = 0);
    windows.clear();
    products.clear();
  }

  /** Starts of all windows that are remembered, epoch milliseconds, oldest first. */
  List<Long> windowStarts() {
    return List.copyOf(windows.keySet());
  }

  /** No product that is not remembered has more reviews than this; 0 if there is no such. */
  long leftOut() {
    return windows.values().stream().mapToLong(slot -> ceilings[slot]).sum();
  }

  /** How many products are remembered. */
  int size() {
    return products.size();
  }

  /** The products with most reviews, in the order of their names. */
  List<Course> courses(int limit) {
    return products.entrySet().stream()
        .sorted(FEWEST_FIRST.reversed())
        .limit(limit)
        .map(each -> course(each.getKey(), each.getValue()))
        .sorted(Comparator.comparing(Course::productId))
        .toList();
  }

  private Course course(String id, ProductResults results) {
    List<@Nullable Double> shares = new ArrayList<>();
    for (int slot : windows.values()) {
      int count = results.count(slot);
      shares.add(count == 0 ? null : Double.valueOf((double) results.positive(slot) / count));
    }
    Counts all = counts(results, windows.values());
    return new Course(id, all.count, all.positive, shares, results.missing());
  }

  /** Sums over some windows. */
  private record Counts(long count, long positive) {
    double share() {
      return (double) positive / count;
    }
  }

  private static Counts counts(ProductResults results, Collection<Integer> slots) {
    long count = 0;
    long positive = 0;
    for (int slot : slots) {
      count += results.count(slot);
      positive += results.positive(slot);
    }
    return new Counts(count, positive);
  }

  /** The first window of the newest third, epoch milliseconds; null with fewer than two windows. */
  @Nullable Long newestThird() {
    List<Long> starts = windowStarts();
    return starts.size() < 2 ? null : starts.get(starts.size() - (starts.size() + 2) / 3);
  }

  /**
   * The products whose share fell by more than chance explains, the largest fall first. One of
   * which reviews may be missing is none of them.
   *
   * @param minReviews that a product must have on either side
   */
  List<Change> souring(int limit, int minReviews) {
    Long split = newestThird();
    if (split == null) {
      return List.of();
    }
    Collection<Integer> older = List.copyOf(windows.headMap(split, false).values());
    Collection<Integer> newest = List.copyOf(windows.tailMap(split, true).values());
    List<Change> changes = new ArrayList<>();
    products.forEach(
        (id, results) -> {
          if (results.total() < 2L * minReviews || results.missing() > 0) {
            return;
          }
          Counts before = counts(results, older);
          Counts after = counts(results, newest);
          if (before.count >= minReviews && after.count >= minReviews) {
            changes.add(new Change(id, before.share(), after.share(), before.count, after.count));
          }
        });
    return changes.stream()
        .filter(change -> change.difference() <= -MIN_FALL && change.isBeyondChance())
        .sorted(Comparator.comparingDouble(Change::difference).thenComparing(Change::productId))
        .limit(limit)
        .toList();
  }
}
