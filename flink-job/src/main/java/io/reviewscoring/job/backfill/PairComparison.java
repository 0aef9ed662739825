package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.comparison.Extremes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares final comparisons of models of two topics, late ones added to theirs. The order does not
 * matter. Keeps one entry for each pair of models and window of either side.
 */
public final class PairComparison {
  private record Window(String experiment, String model, String other, String role, String start) {
    private static Window of(JsonNode comparison) {
      return new Window(
          comparison.path("experiment").asText(),
          comparison.path("model").asText(),
          comparison.path("other").asText(),
          comparison.path("role").asText(),
          comparison.path("windowStart").asText());
    }
  }

  /** Numbers that can be added up: those of scores are the whole ones that the job sums, × 2^32. */
  private static final class Sums {
    private static final double SCALE = 1L << 32;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Extremes extremes = new Extremes();
    private long largest;

    private void add(JsonNode comparison) {
      long count = comparison.path("count").asLong();
      add("count", count);
      add("sizes", scaled(comparison.path("meanDifference"), count));
      add("signed", scaled(comparison.path("meanSigned"), count));
      comparison
          .path("labels")
          .properties()
          .forEach(
              own ->
                  own.getValue()
                      .properties()
                      .forEach(
                          other -> add(own.getKey() + other.getKey(), other.getValue().asLong())));
      largest = Math.max(largest, scaled(comparison.path("largest"), 1));
      for (JsonNode each : comparison.path("mostDifferent")) {
        extremes.add(each.path("reviewId").asText(), scaled(each.path("difference"), 1));
      }
    }

    private static long scaled(JsonNode mean, long count) {
      return Math.round(mean.asDouble() * count * SCALE);
    }

    private void add(String name, long count) {
      counts.merge(name, count, Long::sum);
    }

    private boolean sameAs(Sums other) {
      return counts.equals(other.counts)
          && largest == other.largest
          && extremes.list().equals(other.extremes.list());
    }
  }

  /** What one side says of its windows. */
  private static final class Side {
    private final Map<Window, JsonNode> finals = new HashMap<>();
    private final Map<Window, Sums> late = new HashMap<>();

    private void add(JsonNode comparison) {
      Window window = Window.of(comparison);
      if (comparison.path("final").asBoolean()) {
        finals.put(window, comparison);
      } else if (comparison.path("late").asBoolean()) {
        late.computeIfAbsent(window, key -> new Sums()).add(comparison);
      }
    }

    private Map<Window, Sums> sums() {
      Map<Window, Sums> all = new HashMap<>(late);
      finals.forEach(
          (window, comparison) -> all.computeIfAbsent(window, key -> new Sums()).add(comparison));
      return all;
    }
  }

  private final Side ones = new Side();
  private final Side others = new Side();

  /** Takes a comparison of the one side. */
  public void add(JsonNode comparison) {
    ones.add(comparison);
  }

  /** Takes a comparison of the other side. */
  public void addOther(JsonNode comparison) {
    others.add(comparison);
  }

  /** What came of it, when all was taken; to be called once. */
  public Difference result() {
    Map<Window, Sums> one = ones.sums();
    Map<Window, Sums> other = others.sums();
    Set<Window> both = new HashSet<>(one.keySet());
    both.retainAll(other.keySet());
    long differing =
        both.stream().filter(window -> !sums(one, window).sameAs(sums(other, window))).count();
    return new Difference(
        one.size(), other.size(), one.size() - both.size(), other.size() - both.size(), differing);
  }

  private static Sums sums(Map<Window, Sums> side, Window window) {
    return Objects.requireNonNull(side.get(window));
  }
}
