package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The final aggregates that events add up to, and how those of a topic differ. */
final class ExpectedFinals {
  private static final double SCALE = 1L << 32;

  private final Map<String, Sums> expected = new HashMap<>();
  private final Set<String> matched = new HashSet<>();
  private final long windowMillis;
  private long seen;
  private long wrong;

  ExpectedFinals(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** Adds an event up. */
  void add(String product, long timestamp, JsonNode event) {
    expected
        .computeIfAbsent(window(product, timestamp, windowMillis), ignored -> new Sums())
        .add(event);
  }

  /** Takes an aggregate of the topic; those that are not final don't count. */
  void compare(JsonNode aggregate) {
    if (!aggregate.get("final").asBoolean()) {
      return;
    }
    seen++;
    Sums sums = expected.get(window(aggregate));
    if (sums == null || !sums.matches(aggregate) || !matched.add(window(aggregate))) {
      wrong++;
    }
  }

  /** How many final aggregates there were. */
  long seen() {
    return seen;
  }

  /** How many were wrong or too many, and how many are missing. */
  long differing() {
    return wrong + expected.keySet().stream().filter(window -> !matched.contains(window)).count();
  }

  static String window(String product, long timestamp, long windowMillis) {
    return product + "|" + Instant.ofEpochMilli(timestamp - timestamp % windowMillis);
  }

  static String window(JsonNode aggregate) {
    return aggregate.get("productId").asText()
        + "|"
        + Instant.parse(aggregate.get("windowStart").asText());
  }

  private static final class Sums {
    private final Map<String, Long> labels = new HashMap<>();
    private final Map<String, Long> models = new TreeMap<>();
    private final Map<String, Long> candidates = new TreeMap<>();
    private final long[] histogram = new long[10];
    private long count;
    private long scoreSum;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    void add(JsonNode event) {
      float score = Float.parseFloat(event.get("score").asText());
      count++;
      labels.merge(event.get("label").asText(), 1L, Long::sum);
      models.merge(event.get("modelVersion").asText(), 1L, Long::sum);
      if (event.has("role")) {
        candidates.merge(event.get("modelVersion").asText(), 1L, Long::sum);
      }
      histogram[Math.min(9, (int) (score * 10))]++;
      scoreSum += Math.round(score * SCALE);
      min = Math.min(min, score);
      max = Math.max(max, score);
    }

    boolean matches(JsonNode aggregate) {
      boolean same =
          aggregate.get("count").asLong() == count
              && aggregate.get("positive").asLong() == labels.getOrDefault("POSITIVE", 0L)
              && aggregate.get("negative").asLong() == labels.getOrDefault("NEGATIVE", 0L)
              && aggregate.get("uncertain").asLong() == labels.getOrDefault("UNCERTAIN", 0L)
              && aggregate.get("meanScore").asDouble() == scoreSum / SCALE / count
              && Float.parseFloat(aggregate.get("minScore").asText()) == min
              && Float.parseFloat(aggregate.get("maxScore").asText()) == max
              && isSame(models, aggregate.get("models"))
              && isSame(candidates, aggregate.path("candidates"));
      for (int i = 0; i < histogram.length; i++) {
        same &= aggregate.get("histogram").get(i).asLong() == histogram[i];
      }
      return same;
    }

    private static boolean isSame(Map<String, Long> counts, JsonNode told) {
      return told.size() == counts.size()
          && counts.entrySet().stream()
              .allMatch(each -> told.path(each.getKey()).asLong() == each.getValue());
    }
  }
}
