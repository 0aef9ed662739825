package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares sentiment events of two topics by all but {@code previousScore}, which depends on
 * arrival, and {@code text}, which one of them may not carry. The order does not matter. Keeps one
 * side in memory.
 */
public final class EventComparison {
  private static final List<String> IGNORED =
      List.of("previousScore", "text", "reviewId", "productId", "timestamp");

  private record Identity(String reviewId, String productId, String timestamp) {}

  private final Map<Identity, List<JsonNode>> unmatched = new HashMap<>();
  private final Map<Identity, List<JsonNode>> others = new HashMap<>();
  private long events;
  private long otherEvents;

  /** Takes an event of the one side; all of these come before the other side's. */
  public void add(ObjectNode event) {
    events++;
    unmatched.computeIfAbsent(identity(event), key -> new ArrayList<>(1)).add(comparable(event));
  }

  /** Takes an event of the other side. */
  public void addOther(ObjectNode event) {
    otherEvents++;
    Identity identity = identity(event);
    JsonNode compared = comparable(event);
    List<JsonNode> same = unmatched.get(identity);
    if (same == null || !same.remove(compared)) {
      others.computeIfAbsent(identity, key -> new ArrayList<>(1)).add(compared);
    } else if (same.isEmpty()) {
      unmatched.remove(identity);
    }
  }

  /** What came of it, when both sides were taken. */
  public Difference result() {
    long missing = 0;
    long extra = 0;
    long differing = 0;
    for (Map.Entry<Identity, List<JsonNode>> left : unmatched.entrySet()) {
      int other = others.getOrDefault(left.getKey(), List.of()).size();
      int pairs = Math.min(left.getValue().size(), other);
      differing += pairs;
      missing += left.getValue().size() - pairs;
      extra += other - pairs;
    }
    for (Map.Entry<Identity, List<JsonNode>> other : others.entrySet()) {
      if (!unmatched.containsKey(other.getKey())) {
        extra += other.getValue().size();
      }
    }
    return new Difference(events, otherEvents, missing, extra, differing);
  }

  private static Identity identity(ObjectNode event) {
    return new Identity(
        event.path("reviewId").asText(),
        event.path("productId").asText(),
        event.path("timestamp").asText());
  }

  /** What is left when the identity, which is equal, is taken off too. */
  private static JsonNode comparable(ObjectNode event) {
    return event.deepCopy().without(IGNORED);
  }
}
