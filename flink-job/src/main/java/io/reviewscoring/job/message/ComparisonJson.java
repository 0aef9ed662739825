package io.reviewscoring.job.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The JSON form of comparisons, as {@link Messages} has it of all else. Thread-safe. */
public final class ComparisonJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<Label> LABELS =
      List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);

  private ComparisonJson() {}

  /** A record of {@code model-comparison}. */
  public static byte[] of(Comparison comparison) {
    return Messages.object(
        out -> {
          out.writeStringField("experiment", comparison.pair().experiment());
          out.writeStringField("model", comparison.pair().model());
          out.writeStringField("other", comparison.pair().other());
          out.writeStringField("role", comparison.pair().role());
          out.writeStringField("windowStart", Messages.instant(comparison.windowStart()));
          out.writeStringField("windowEnd", Messages.instant(comparison.windowEnd()));
          out.writeNumberField("count", comparison.count());
          out.writeNumberField("meanDifference", comparison.meanDifference());
          out.writeNumberField("meanSigned", comparison.meanSigned());
          out.writeNumberField("largest", comparison.largest());
          out.writeObjectFieldStart("labels");
          Iterator<Long> counts = comparison.labels().iterator();
          for (Label own : LABELS) {
            out.writeObjectFieldStart(own.name());
            for (Label other : LABELS) {
              out.writeNumberField(other.name(), counts.next());
            }
            out.writeEndObject();
          }
          out.writeEndObject();
          out.writeNumberField("differing", comparison.differing());
          out.writeNumberField("share", comparison.share());
          out.writeNumberField("shareFrom", comparison.shareFrom());
          out.writeNumberField("shareTo", comparison.shareTo());
          out.writeArrayFieldStart("mostDifferent");
          for (MostDifferent each : comparison.mostDifferent()) {
            out.writeStartObject();
            out.writeStringField("reviewId", each.reviewId());
            out.writeNumberField("difference", each.difference());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeNumberField("revision", comparison.revision());
          out.writeBooleanField("final", comparison.isFinal());
          if (comparison.isLate()) {
            out.writeBooleanField("late", true);
          }
        });
  }

  /**
   * What a record of {@code model-comparison} says.
   *
   * @throws MalformedMessageException if it is none, with the reason
   */
  public static Comparison comparison(byte[] json) throws MalformedMessageException {
    return comparison(JsonObjects.read(MAPPER, json));
  }

  /** The same of one that was read already. */
  public static Comparison comparison(JsonNode node) throws MalformedMessageException {
    List<Long> labels = labels(node.path("labels"));
    long count = node.path("count").asLong();
    if (count < 1 || labels.stream().mapToLong(Long::longValue).sum() != count) {
      throw new MalformedMessageException("'labels' are not those of as many reviews as 'count'");
    }
    return new Comparison(
        new ModelPair(
            ControlMessages.text(node, "experiment"),
            ControlMessages.text(node, "model"),
            ControlMessages.text(node, "other"),
            ControlMessages.text(node, "role")),
        instant(node, "windowStart"),
        instant(node, "windowEnd"),
        count,
        ControlMessages.number(node, "meanDifference"),
        ControlMessages.number(node, "meanSigned"),
        ControlMessages.number(node, "largest"),
        labels,
        node.path("differing").asLong(),
        ControlMessages.number(node, "shareFrom"),
        ControlMessages.number(node, "shareTo"),
        mostDifferent(node.path("mostDifferent")),
        node.path("revision").asLong(),
        node.path("final").asBoolean(),
        node.path("late").asBoolean());
  }

  private static List<Long> labels(JsonNode node) throws MalformedMessageException {
    List<Long> counts = new ArrayList<>();
    for (Label own : LABELS) {
      for (Label other : LABELS) {
        long count = node.path(own.name()).path(other.name()).asLong(-1);
        if (count < 0) {
          throw new MalformedMessageException("'labels' are not nine counts");
        }
        counts.add(count);
      }
    }
    return List.copyOf(counts);
  }

  private static List<MostDifferent> mostDifferent(JsonNode nodes)
      throws MalformedMessageException {
    List<MostDifferent> all = new ArrayList<>();
    for (JsonNode each : nodes) {
      all.add(
          new MostDifferent(
              ControlMessages.text(each, "reviewId"), ControlMessages.number(each, "difference")));
    }
    return List.copyOf(all);
  }

  private static long instant(JsonNode node, String field) throws MalformedMessageException {
    Long instant = ControlMessages.optionalInstant(node, field);
    if (instant == null) {
      throw new MalformedMessageException("'" + field + "' is missing or not a text");
    }
    return instant;
  }
}
