package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows the output topics' records as lines for people, a table of the newest aggregates among
 * them. No line is wider than the given width. Thread-safe.
 */
final class DemoView {
  private static final int KIND = 9;
  private static final int BAR = 8;
  private static final int PRODUCT = 16;
  private static final int MODEL = 15;
  private static final int REASON = 15;
  private static final int EVENT_PREFIX = KIND + 1 + 4 + 1 + BAR + 1 + PRODUCT + 1 + MODEL + 1;

  private final PrintStream out;
  private final int width;
  private final boolean colour;
  private final DateTimeFormatter clock;
  private final Map<String, JsonNode> newest = new TreeMap<>();

  /**
   * A view that prints to {@code out}.
   *
   * @param width columns, at least 80
   * @param colour whether the output understands ANSI colours
   * @param zone of the times that are shown
   */
  DemoView(PrintStream out, int width, boolean colour, ZoneId zone) {
    this.out = out;
    this.width = width;
    this.colour = colour;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** A line of the demo's own. */
  synchronized void say(String line) {
    out.println(line);
  }

  /** A heading of the demo's own, set off from the lines around it. */
  synchronized void announce(String line) {
    out.println();
    out.println(painted("== " + line, Paint.BOLD));
  }

  /** A record of the sentiment topic. */
  synchronized void event(JsonNode event) {
    String label = event.path("label").asText();
    double score = event.path("score").asDouble();
    String text = event.path("text").asText(event.path("reviewId").asText());
    if (event.has("previousScore")) {
      text =
          String.format(Locale.ROOT, "(was %.2f) ", event.path("previousScore").asDouble()) + text;
    }
    out.println(
        String.format(
                Locale.ROOT,
                "%s %.2f %s %-16s %-15s ",
                painted(label, labelPaint(label), KIND),
                score,
                bar(score),
                cut(event.path("productId").asText(), PRODUCT),
                cut(event.path("modelVersion").asText(), MODEL))
            + cut(text, width - EVENT_PREFIX));
  }

  /** A record of the dead letter topic. */
  synchronized void deadLetter(JsonNode letter) {
    String reason = letter.path("reason").asText();
    String where =
        String.format(
            Locale.ROOT,
            "partition %d, offset %d",
            letter.path("partition").asInt(),
            letter.path("offset").asLong());
    String what = letter.has("payload") ? payload(letter) : letter.path("error").asText();
    out.println(
        painted("DEAD", Paint.MAGENTA, KIND)
            + cut(
                String.format(Locale.ROOT, " %-15s %-23s %s", cut(reason, REASON), where, what),
                width - KIND));
  }

  /** A record of the model status topic. */
  synchronized void status(JsonNode status) {
    String from = clock(status, "effectiveFrom");
    String what =
        switch (status.path("state").asText()) {
          case "ACCEPTED" -> "accepted, in force from " + from + asked(status);
          case "REJECTED" -> "refused: " + status.path("reason").asText();
          case "ACTIVE" ->
              "loaded in " + status.path("loadMillis").asText("?") + " ms" + subtask(status);
          default -> status.path("state").asText() + ": " + status.path("reason").asText();
        };
    out.println(
        painted("MODEL", Paint.CYAN, KIND)
            + cut(" " + status.path("version").asText() + " " + what, width - KIND));
  }

  /** Remembers a record of the aggregates topic for the table. */
  synchronized void aggregate(JsonNode aggregate) {
    newest.merge(
        aggregate.path("productId").asText(),
        aggregate,
        (old, now) ->
            now.path("windowStart").asText().compareTo(old.path("windowStart").asText()) >= 0
                ? now
                : old);
  }

  /** The newest result of each product's newest window, as a table. */
  synchronized void aggregates() {
    if (newest.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        painted(
            String.format(
                Locale.ROOT,
                "%-16s %-8s %5s %4s %4s %4s %5s  %s",
                "product",
                "window",
                "count",
                "pos",
                "neg",
                "unc",
                "mean",
                "by model"),
            Paint.BOLD));
    for (JsonNode aggregate : newest.values()) {
      String row =
          String.format(
              Locale.ROOT,
              "%-16s %s %5d %4d %4d %4d  %.2f  ",
              cut(aggregate.path("productId").asText(), PRODUCT),
              clock(aggregate, "windowStart"),
              aggregate.path("count").asLong(),
              aggregate.path("positive").asLong(),
              aggregate.path("negative").asLong(),
              aggregate.path("uncertain").asLong(),
              aggregate.path("meanScore").asDouble());
      String end = aggregate.path("final").asBoolean() ? " final" : "";
      // At a swap a window has two models: a line each, since one line would be too wide.
      for (Map.Entry<String, JsonNode> model : aggregate.path("models").properties()) {
        out.println(cut(row + model.getKey() + " " + model.getValue().asLong() + end, width));
        row = " ".repeat(row.length());
        end = "";
      }
    }
    out.println();
  }

  /** Texts that two models score differently, together. */
  synchronized void differences(List<ModelComparison.Difference> differences) {
    for (ModelComparison.Difference difference : differences) {
      out.println(
          cut(
              String.format(
                  Locale.ROOT,
                  "%.2f → %.2f  %-16s %s",
                  difference.first(),
                  difference.second(),
                  cut(difference.productId(), PRODUCT),
                  difference.text()),
              width));
    }
    out.println();
  }

  private String clock(JsonNode node, String field) {
    String instant = node.path(field).asText();
    if (instant.isEmpty()) {
      return "?";
    }
    Instant at = Instant.parse(instant);
    // The model given at the start is in force from the beginning of time.
    return at.isAfter(Instant.EPOCH) ? clock.format(at) : "the start";
  }

  private String asked(JsonNode status) {
    return status.has("requestedFrom")
        ? " (asked for " + clock(status, "requestedFrom") + ")"
        : " (as soon as possible)";
  }

  private static String subtask(JsonNode status) {
    return status.has("subtask") ? " by subtask " + status.path("subtask").asInt() : "";
  }

  private static String payload(JsonNode letter) {
    try {
      return new String(letter.path("payload").binaryValue(), StandardCharsets.UTF_8)
          .replaceAll("\\p{Cntrl}", " ");
    } catch (IOException e) {
      return "?";
    }
  }

  private static String bar(double score) {
    int full = (int) Math.round(Math.max(0, Math.min(1, score)) * BAR);
    return "█".repeat(full) + "·".repeat(BAR - full);
  }

  private static String cut(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, columns - 1).stripTrailing() + "…";
  }

  private static Paint labelPaint(String label) {
    return switch (label) {
      case "POSITIVE" -> Paint.GREEN;
      case "NEGATIVE" -> Paint.RED;
      default -> Paint.YELLOW;
    };
  }

  private String painted(String text, Paint paint) {
    return painted(text, paint, text.length());
  }

  private String painted(String text, Paint paint, int columns) {
    String padding = " ".repeat(Math.max(0, columns - text.length()));
    return colour ? "\u001b[" + paint.code + "m" + text + "\u001b[0m" + padding : text + padding;
  }

  private enum Paint {
    BOLD(1),
    RED(31),
    GREEN(32),
    YELLOW(33),
    MAGENTA(35),
    CYAN(36);

    private final int code;

    Paint(int code) {
      this.code = code;
    }
  }
}
