package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the final aggregates of a live run, with the reviews added that were late for them, with
 * those of a backfill, for which nothing is late. Takes records in the order of its methods.
 */
public final class WindowComparison {
  /** It wrote into a sentence what are fields now. */
  private static final Pattern LATE_IN_FIRST_RELEASE =
      Pattern.compile(".*: reviewId (.*), timestamp (\\S+)");

  private record Window(String productId, long start) {}

  private record Late(String reviewId, String timestamp) {}

  private final long windowMillis;
  private final Map<Late, Integer> late = new HashMap<>();
  private final Map<Late, List<JsonNode>> lateEvents = new HashMap<>();
  private final Map<Window, WindowSums> finals = new HashMap<>();
  private final Map<Window, WindowSums> others = new HashMap<>();
  private long lateReviews;

  /**
   * @param windowSize of both runs
   */
  public WindowComparison(Duration windowSize) {
    this.windowMillis = windowSize.toMillis();
  }

  /** Takes one of the live run's dead letters. */
  public void addDeadLetter(JsonNode letter) {
    if (!letter.path("reason").asText().equals("late")) {
      return;
    }
    Matcher sentence = LATE_IN_FIRST_RELEASE.matcher(letter.path("error").asText());
    Late review =
        sentence.matches()
            ? new Late(sentence.group(1), sentence.group(2))
            : new Late(letter.path("reviewId").asText(), letter.path("eventTimestamp").asText());
    late.merge(review, 1, Integer::sum);
  }

  /** Takes one of the live run's events. */
  public void addEvent(JsonNode event) {
    Late review = new Late(event.path("reviewId").asText(), event.path("timestamp").asText());
    if (late.containsKey(review)) {
      lateEvents.computeIfAbsent(review, key -> new ArrayList<>(1)).add(event);
    }
  }

  /** Takes one of the live run's aggregates. */
  public void addAggregate(JsonNode aggregate) {
    add(finals, aggregate);
  }

  /** Takes one of the backfill's aggregates. */
  public void addOtherAggregate(JsonNode aggregate) {
    add(others, aggregate);
  }

  private static void add(Map<Window, WindowSums> windows, JsonNode aggregate) {
    if (aggregate.path("final").asBoolean()) {
      windows.put(
          new Window(
              aggregate.path("productId").asText(),
              Instant.parse(aggregate.path("windowStart").asText()).toEpochMilli()),
          WindowSums.of(aggregate));
    }
  }

  /** What came of it, when all was taken. */
  public Difference result() {
    long finalWindows = finals.size();
    addLateEvents();
    long missing = 0;
    long differing = 0;
    for (Map.Entry<Window, WindowSums> each : finals.entrySet()) {
      WindowSums other = others.get(each.getKey());
      if (other == null) {
        missing++;
      } else if (!each.getValue().sameAs(other)) {
        differing++;
      }
    }
    long extra = others.keySet().stream().filter(window -> !finals.containsKey(window)).count();
    return new Difference(finalWindows, others.size(), missing, extra, differing);
  }

  /**
   * A dead letter names review and timestamp only. Where an edit has its original's timestamp and
   * one of them was late, they can't be told apart: the one that came last is taken.
   */
  private void addLateEvents() {
    late.forEach(
        (review, count) -> {
          List<JsonNode> events = lateEvents.getOrDefault(review, List.of());
          for (JsonNode event : events.subList(Math.max(0, events.size() - count), events.size())) {
            long time = Instant.parse(event.path("timestamp").asText()).toEpochMilli();
            Window window =
                new Window(
                    event.path("productId").asText(),
                    Math.floorDiv(time, windowMillis) * windowMillis);
            finals.computeIfAbsent(window, key -> new WindowSums()).addEvent(event);
            lateReviews++;
          }
        });
  }

  /** How many late reviews of the live run {@link #result} has added to its windows. */
  public long lateReviews() {
    return lateReviews;
  }
}
