package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a final aggregate says, in numbers that can be added up: the score's sum is the whole number
 * that the job sums (score × 2^32). Exact for windows of fewer than half a million reviews.
 */
final class WindowSums {
  private static final double SCALE = 1L << 32;
  private static final int BINS = 10;

  private final Map<String, Long> counts = new HashMap<>();
  private float minScore = Float.POSITIVE_INFINITY;
  private float maxScore = Float.NEGATIVE_INFINITY;

  /** Those of an aggregate's record. */
  static WindowSums of(JsonNode aggregate) {
    WindowSums sums = new WindowSums();
    long count = aggregate.path("count").asLong();
    sums.add("score", Math.round(aggregate.path("meanScore").asDouble() * count * SCALE));
    sums.add("POSITIVE", aggregate.path("positive").asLong());
    sums.add("NEGATIVE", aggregate.path("negative").asLong());
    sums.add("UNCERTAIN", aggregate.path("uncertain").asLong());
    for (int bin = 0; bin < BINS; bin++) {
      sums.add("bin " + bin, aggregate.path("histogram").path(bin).asLong());
    }
    aggregate
        .path("models")
        .properties()
        .forEach(model -> sums.add("model " + model.getKey(), model.getValue().asLong()));
    aggregate
        .path("candidates")
        .properties()
        .forEach(model -> sums.add("candidate " + model.getKey(), model.getValue().asLong()));
    sums.minScore = (float) aggregate.path("minScore").asDouble();
    sums.maxScore = (float) aggregate.path("maxScore").asDouble();
    return sums;
  }

  /** Adds an event's record, as the job's windows do. */
  void addEvent(JsonNode event) {
    float score = (float) event.path("score").asDouble();
    add("score", Math.round(score * SCALE));
    add(event.path("label").asText(), 1);
    add("bin " + Math.min(BINS - 1, (int) (score * BINS)), 1);
    add("model " + event.path("modelVersion").asText(), 1);
    if (event.hasNonNull("role")) {
      add("candidate " + event.path("modelVersion").asText(), 1);
    }
    minScore = Math.min(minScore, score);
    maxScore = Math.max(maxScore, score);
  }

  private void add(String name, long count) {
    if (count != 0) {
      counts.merge(name, count, Long::sum);
    }
  }

  /** Whether all numbers are the same. */
  boolean sameAs(WindowSums other) {
    return counts.equals(other.counts)
        && Float.compare(minScore, other.minScore) == 0
        && Float.compare(maxScore, other.maxScore) == 0;
  }
}
