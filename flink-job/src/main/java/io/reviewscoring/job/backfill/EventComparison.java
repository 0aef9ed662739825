package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares sentiment events of two topics by all but {@code previousScore}, which depends on
 * arrival, and {@code text}, which one of them may not carry; {@code evidence} counts where both
 * events carry it. The order does not matter. Keeps one side in memory.
 */
public final class EventComparison {
  private static final String EVIDENCE = "evidence";
  private static final List<String> LEFT_OUT =
      List.of("previousScore", "text", EVIDENCE, "reviewId", "productId", "timestamp");

  private record Identity(String reviewId, String productId, String timestamp) {}

  /** What of an event is compared besides its identity; missing evidence is a missing node. */
  private record Content(JsonNode rest, JsonNode evidence) {
    static Content of(ObjectNode event) {
      return new Content(event.deepCopy().without(LEFT_OUT), event.path(EVIDENCE));
    }

    boolean agrees(Content other) {
      return rest.equals(other.rest)
          && (evidence.isMissingNode()
              || other.evidence.isMissingNode()
              || evidence.equals(other.evidence));
    }
  }

  private final Map<Identity, List<Content>> unmatched = new HashMap<>();
  private final Map<Identity, List<Content>> others = new HashMap<>();
  private long events;
  private long otherEvents;

  /** Takes an event of the one side; all of these come before the other side's. */
  public void add(ObjectNode event) {
    events++;
    unmatched.computeIfAbsent(identity(event), key -> new ArrayList<>(1)).add(Content.of(event));
  }

  /** Takes an event of the other side. */
  public void addOther(ObjectNode event) {
    otherEvents++;
    Identity identity = identity(event);
    Content content = Content.of(event);
    List<Content> same = unmatched.get(identity);
    if (same == null || !removeOne(same, content)) {
      others.computeIfAbsent(identity, key -> new ArrayList<>(1)).add(content);
    } else if (same.isEmpty()) {
      unmatched.remove(identity);
    }
  }

  /** What came of it, when both sides were taken. */
  public Difference result() {
    long missing = 0;
    long extra = 0;
    long differing = 0;
    for (Map.Entry<Identity, List<Content>> left : unmatched.entrySet()) {
      int other = others.getOrDefault(left.getKey(), List.of()).size();
      int pairs = Math.min(left.getValue().size(), other);
      differing += pairs;
      missing += left.getValue().size() - pairs;
      extra += other - pairs;
    }
    for (Map.Entry<Identity, List<Content>> other : others.entrySet()) {
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

  private static boolean removeOne(List<Content> contents, Content wanted) {
    for (int i = 0; i < contents.size(); i++) {
      if (contents.get(i).agrees(wanted)) {
        contents.remove(i);
        return true;
      }
    }
    return false;
  }
}
