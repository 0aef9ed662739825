package io.reviewscoring.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The share of positive reviews of each product, window by window of event time. Of a window the
 * newest result counts, as the topic says. Remembers the newest windows and the products that were
 * heard of last. Not thread-safe.
 */
final class ProductShares {
  // Less than a point is no fall that anybody sees.
  private static final double MIN_FALL = 0.01;

  private final int maxWindows;
  private final int maxProducts;
  private final NavigableSet<Long> windows = new TreeSet<>();
  // In the order in which products were last heard of.
  private final Map<String, NavigableMap<Long, WindowResult>> products =
      new LinkedHashMap<>(16, 0.75f, true);

  ProductShares(int maxWindows, int maxProducts) {
    this.maxWindows = maxWindows;
    this.maxProducts = maxProducts;
  }

  /**
   * One product's windows.
   *
   * @param shares positive of all, one for each of {@link #windowStarts}; null without reviews
   */
  record Course(String productId, long count, long positive, List<@Nullable Double> shares) {}

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
  }

  void add(WindowResult result) {
    long start = result.windowStart();
    if (windows.size() >= maxWindows && start < windows.first()) {
      return;
    }
    windows.add(start);
    products.computeIfAbsent(result.productId(), id -> new TreeMap<>()).put(start, result);
    while (windows.size() > maxWindows) {
      long oldest = windows.pollFirst();
      products.values().forEach(results -> results.remove(oldest));
      products.values().removeIf(Map::isEmpty);
    }
    if (products.size() > maxProducts) {
      products.remove(products.keySet().iterator().next());
    }
  }

  /** Starts of all windows that are remembered, epoch milliseconds, oldest first. */
  List<Long> windowStarts() {
    return List.copyOf(windows);
  }

  /** The products with most reviews, in the order of their names. */
  List<Course> courses(int limit) {
    List<Course> courses = new ArrayList<>();
    products.forEach((id, results) -> courses.add(course(id, results)));
    courses.sort(
        Comparator.comparingLong(Course::count).reversed().thenComparing(Course::productId));
    return courses.stream().limit(limit).sorted(Comparator.comparing(Course::productId)).toList();
  }

  private Course course(String id, NavigableMap<Long, WindowResult> results) {
    List<@Nullable Double> shares = new ArrayList<>();
    for (long start : windows) {
      WindowResult result = results.get(start);
      shares.add(
          result == null || result.count() == 0
              ? null
              : Double.valueOf((double) result.positive() / result.count()));
    }
    return new Course(
        id,
        results.values().stream().mapToLong(WindowResult::count).sum(),
        results.values().stream().mapToLong(WindowResult::positive).sum(),
        shares);
  }

  /** The first window of the newest third, epoch milliseconds; null with fewer than two windows. */
  @Nullable Long newestThird() {
    List<Long> starts = windowStarts();
    return starts.size() < 2 ? null : starts.get(starts.size() - (starts.size() + 2) / 3);
  }

  /**
   * The products whose share fell, the largest fall first.
   *
   * @param minReviews that a product must have on either side
   */
  List<Change> souring(int limit, int minReviews) {
    Long split = newestThird();
    if (split == null) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    products.forEach(
        (id, results) -> {
          Course before = course(id, results.headMap(split, false));
          Course after = course(id, results.tailMap(split, true));
          if (before.count() >= minReviews && after.count() >= minReviews) {
            changes.add(
                new Change(
                    id,
                    (double) before.positive() / before.count(),
                    (double) after.positive() / after.count(),
                    before.count(),
                    after.count()));
          }
        });
    return changes.stream()
        .filter(change -> change.difference() <= -MIN_FALL)
        .sorted(Comparator.comparingDouble(Change::difference).thenComparing(Change::productId))
        .limit(limit)
        .toList();
  }
}
