package io.reviewscoring.job.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what came out of the output topics. Thread-safe. */
final class Tally {
  private static final String LATE = "late";

  private final Map<String, Long> labels = new TreeMap<>();
  private final Map<String, Long> models = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private long events;
  private long finalWindows;
  private long inFinalWindows;

  synchronized void event(JsonNode event) {
    events++;
    labels.merge(event.path("label").asText(), 1L, Long::sum);
    models.merge(event.path("modelVersion").asText(), 1L, Long::sum);
  }

  synchronized void deadLetter(JsonNode letter) {
    deadLetters.merge(letter.path("reason").asText(), 1L, Long::sum);
  }

  synchronized void aggregate(JsonNode aggregate) {
    if (aggregate.path("final").asBoolean()) {
      finalWindows++;
      inFinalWindows += aggregate.path("count").asLong();
    }
  }

  synchronized long events() {
    return events;
  }

  /** Records that are accounted for: an event each, or a dead letter instead of one. */
  synchronized long answered() {
    return events + broken();
  }

  /** Reviews that were scored, but came after their window's last result. */
  synchronized long late() {
    return deadLetters.getOrDefault(LATE, 0L);
  }

  /** Reviews in the final aggregates. */
  synchronized long inFinalWindows() {
    return inFinalWindows;
  }

  synchronized @Nullable Long deadLetters(String reason) {
    return deadLetters.get(reason);
  }

  /**
   * The counts as lines for people.
   *
   * @param records that were sent to the reviews topic
   */
  synchronized String summary(long records) {
    return """
           records in      %,d
           events          %,d  (%s)
           by model        %s
           dead letters    %s
           late            %,d  (scored, but after their window's last result)
           repeats         %,d  (dropped)
           final windows   %,d, with %,d reviews
           """
        .formatted(
            records,
            events,
            list(labels),
            list(models),
            list(deadLetters),
            late(),
            records - answered(),
            finalWindows,
            inFinalWindows);
  }

  private long broken() {
    long all = deadLetters.values().stream().mapToLong(Long::longValue).sum();
    return all - deadLetters.getOrDefault(LATE, 0L);
  }

  private static String list(Map<String, Long> counts) {
    StringJoiner text = new StringJoiner(", ");
    counts.forEach((name, count) -> text.add("%s %,d".formatted(name, count)));
    return counts.isEmpty() ? "none" : text.toString();
  }
}
