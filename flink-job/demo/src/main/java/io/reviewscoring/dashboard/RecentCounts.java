package io.reviewscoring.dashboard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts by name over a span that slides with the clock, in steps of a sixtieth of it. Names beyond
 * a bound are counted together. Not thread-safe.
 */
final class RecentCounts {
  /** What is counted when there are too many names. */
  static final String OTHER = "other";

  private static final int STEPS = 60;

  private final long spanMillis;
  private final long stepMillis;
  private final int maxNames;
  private final NavigableMap<Long, Map<String, Long>> steps = new TreeMap<>();
  private final Map<String, Long> totals = new HashMap<>();

  RecentCounts(Duration span, int maxNames) {
    this.spanMillis = span.toMillis();
    this.stepMillis = Math.max(1, spanMillis / STEPS);
    this.maxNames = maxNames;
  }

  /**
   * Counts one.
   *
   * @param epochMillis when it happened
   * @param nowMillis the clock, which ends the span
   */
  void add(String name, long epochMillis, long nowMillis) {
    forget(nowMillis);
    if (Math.floorDiv(epochMillis, stepMillis)
        <= Math.floorDiv(nowMillis - spanMillis, stepMillis)) {
      return;
    }
    String counted = totals.containsKey(name) || totals.size() < maxNames ? name : OTHER;
    totals.merge(counted, 1L, Long::sum);
    steps
        .computeIfAbsent(Math.floorDiv(epochMillis, stepMillis), step -> new HashMap<>())
        .merge(counted, 1L, Long::sum);
  }

  /** The counts of the span that ends now, by name. */
  Map<String, Long> totals(long nowMillis) {
    forget(nowMillis);
    return new TreeMap<>(totals);
  }

  void clear() {
    steps.clear();
    totals.clear();
  }

  private void forget(long nowMillis) {
    var old = steps.headMap(Math.floorDiv(nowMillis - spanMillis, stepMillis), true);
    for (Map<String, Long> step : old.values()) {
      step.forEach(
          (name, count) ->
              totals.computeIfPresent(name, (key, all) -> all > count ? all - count : null));
    }
    old.clear();
  }
}
