package io.reviewscoring.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.comparison.WilsonInterval;
import io.reviewscoring.job.message.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Records of the topic of comparisons, of one pair of models, added up. Not thread-safe. */
final class ComparisonSum {
  private static final List<Label> LABELS =
      List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);
  private static final int SHOWN = 5;

  private final long[][] labels = new long[LABELS.size()][LABELS.size()];
  private final Map<String, Double> mostDifferent = new HashMap<>();
  private long count;
  private long notFinal;
  private long differing;
  private double sizes;
  private double signed;
  private double largest;

  void add(JsonNode record) {
    long reviews = record.path("count").asLong();
    count += reviews;
    if (!record.path("final").asBoolean() && !record.path("late").asBoolean()) {
      notFinal += reviews;
    }
    differing += record.path("differing").asLong();
    sizes += record.path("meanDifference").asDouble() * reviews;
    signed += record.path("meanSigned").asDouble() * reviews;
    largest = Math.max(largest, record.path("largest").asDouble());
    for (int own = 0; own < LABELS.size(); own++) {
      for (int other = 0; other < LABELS.size(); other++) {
        labels[own][other] +=
            record
                .path("labels")
                .path(LABELS.get(own).name())
                .path(LABELS.get(other).name())
                .asLong();
      }
    }
    for (JsonNode each : record.path("mostDifferent")) {
      mostDifferent.merge(
          each.path("reviewId").asText(),
          each.path("difference").asDouble(),
          (one, other) -> Math.abs(one) < Math.abs(other) ? other : one);
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "  reviews            %,12d", count)
            + (notFinal == 0
                ? ""
                : String.format(Locale.ROOT, "  %,d in windows that are not final yet", notFinal)));
    if (count == 0) {
      return lines;
    }
    WilsonInterval interval = WilsonInterval.of(differing, count);
    lines.add(
        String.format(
            Locale.ROOT,
            "  other label        %,12d  %.2f %%, and between %.2f %% and %.2f %% at 95 %%",
            differing,
            100.0 * differing / count,
            100 * interval.from(),
            100 * interval.to()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  difference         %12.4f  on average, %+.4f with its sign, %.4f at most",
            sizes / count,
            signed / count,
            largest));
    lines.add(
        String.format(Locale.ROOT, "  %-18s", "label, then other's")
            + LABELS.stream()
                .map(label -> String.format(Locale.ROOT, "%11s", label))
                .collect(Collectors.joining()));
    for (int own = 0; own < LABELS.size(); own++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-19s", LABELS.get(own)));
      for (long each : labels[own]) {
        row.append(String.format(Locale.ROOT, "%,11d", each));
      }
      lines.add(row.toString());
    }
    lines.add(
        "  most different     "
            + mostDifferent.entrySet().stream()
                .sorted(
                    Comparator.comparingDouble(
                            (Map.Entry<String, Double> each) -> -Math.abs(each.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(SHOWN)
                .map(each -> String.format(Locale.ROOT, "%s %+.4f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ")));
    return lines;
  }
}
