package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.message.Label;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came out of the output topics. Thread-safe. */
final class Tally {
  private static final String LATE = "late";
  private static final String UNCERTAIN = Label.UNCERTAIN.name();
  private static final int INDENT = 16;
  private static final int LIST_WIDTH = 62;

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

  /** Reviews that were scored. */
  synchronized long events() {
    return events;
  }

  /** Records that are accounted for: an event each, or a dead letter instead of one. */
  synchronized long answered() {
    return events + broken();
  }

  /**
   * The counts as lines for people.
   *
   * @param records of the reviews topic
   */
  synchronized String summary(long records) {
    return String.format(
        Locale.ROOT,
        """
           records in      %,d
           events          %,d  (%s)
           uncertain       %,d  (too near to 0.5, for their length, to be right 95 times in 100)
           by model        %s
           dead letters    %s
           late            %,d  (scored after their window's last result)
           without event   %,d  (sent again, or deleted)
           final windows   %,d, with %,d reviews
           """,
        records,
        events,
        list(labels),
        labels.getOrDefault(UNCERTAIN, 0L),
        list(models),
        list(deadLetters),
        deadLetters.getOrDefault(LATE, 0L),
        records - answered(),
        finalWindows,
        inFinalWindows);
  }

  private long broken() {
    long all = deadLetters.values().stream().mapToLong(Long::longValue).sum();
    return all - deadLetters.getOrDefault(LATE, 0L);
  }

  /** Names with their counts, broken into lines that go on under the first. */
  private static String list(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      String next = String.format(Locale.ROOT, "%s %,d", count.getKey(), count.getValue());
      if (!text.isEmpty()) {
        boolean fits = column + 2 + next.length() <= LIST_WIDTH;
        text.append(fits ? ", " : ",\n" + " ".repeat(INDENT));
        column = fits ? column + 2 : 0;
      }
      text.append(next);
      column += next.length();
    }
    return text.isEmpty() ? "none" : text.toString();
  }
}
