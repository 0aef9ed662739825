package io.reviewscoring.job.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.explanation.WordEffect;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of the topics' records: UTF-8, instants in ISO-8601 UTC, absent fields left out,
 * unknown fields ignored. Thread-safe.
 */
public final class Messages {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Messages() {}

  /** A record of {@code review-sentiment}. */
  public static byte[] json(SentimentEvent event) {
    return object(
        out -> {
          out.writeStringField("reviewId", event.reviewId());
          out.writeStringField("productId", event.productId());
          out.writeStringField("timestamp", instant(event.timestamp()));
          out.writeNumberField("score", event.score());
          out.writeStringField("label", event.label().name());
          writeText(out, "labelReason", event.labelReason());
          out.writeNumberField("tokens", event.tokens());
          out.writeNumberField("knownTokens", event.knownTokens());
          out.writeBooleanField("truncated", event.truncated());
          out.writeStringField("modelVersion", event.modelVersion());
          out.writeStringField("modelSha256", event.modelSha256());
          writeText(out, "role", event.role());
          if (event.previousScore() != null) {
            out.writeNumberField("previousScore", event.previousScore());
          }
          writeText(out, "previousModel", event.previousModel());
          if (event.evidence() != null) {
            out.writeArrayFieldStart("evidence");
            for (WordEffect each : event.evidence()) {
              out.writeStartObject();
              out.writeStringField("word", each.word());
              out.writeNumberField("effect", each.effect());
              out.writeEndObject();
            }
            out.writeEndArray();
          }
          writeText(out, "text", event.text());
        });
  }

  /** A record of {@code sentiment-aggregates}. */
  public static byte[] json(Aggregate aggregate) {
    return object(
        out -> {
          out.writeStringField("productId", aggregate.productId());
          out.writeStringField("windowStart", instant(aggregate.windowStart()));
          out.writeStringField("windowEnd", instant(aggregate.windowEnd()));
          out.writeNumberField("count", aggregate.count());
          out.writeNumberField("positive", aggregate.positive());
          out.writeNumberField("negative", aggregate.negative());
          out.writeNumberField("uncertain", aggregate.uncertain());
          out.writeNumberField("meanScore", aggregate.meanScore());
          out.writeNumberField("minScore", aggregate.minScore());
          out.writeNumberField("maxScore", aggregate.maxScore());
          out.writeArrayFieldStart("histogram");
          for (long reviews : aggregate.histogram()) {
            out.writeNumber(reviews);
          }
          out.writeEndArray();
          writeCounts(out, "models", aggregate.models());
          if (!aggregate.candidates().isEmpty()) {
            writeCounts(out, "candidates", aggregate.candidates());
          }
          out.writeNumberField("revision", aggregate.revision());
          out.writeBooleanField("final", aggregate.isFinal());
        });
  }

  /** A record of {@code review-dead-letters} about a late review, which has no bytes of its own. */
  public static byte[] json(DeadLetter letter) {
    return object(
        out -> {
          out.writeStringField("topic", letter.topic());
          out.writeNumberField("partition", letter.partition());
          out.writeNumberField("offset", letter.offset());
          out.writeStringField("stage", letter.stage());
          out.writeStringField("reason", letter.reason());
          out.writeStringField("error", letter.error());
          out.writeNumberField("payloadBytes", 0);
          out.writeStringField("timestamp", instant(letter.timestamp()));
          writeText(out, "reviewId", letter.reviewId());
          writeInstant(out, "eventTimestamp", letter.eventTimestamp());
        });
  }

  /** A record of {@code model-status}. */
  public static byte[] json(ModelStatus status) {
    return ControlMessages.json(status);
  }

  /** A record of {@code model-control}. */
  public static byte[] json(ModelCommand command) {
    return ControlMessages.json(command);
  }

  /** Reads a record of {@code model-status}. */
  public static ModelStatus modelStatus(byte[] json) throws MalformedMessageException {
    return ControlMessages.modelStatus(json);
  }

  /** Reads a record of {@code model-control}. */
  public static ModelCommand modelCommand(byte[] json) throws MalformedMessageException {
    return ControlMessages.modelCommand(json);
  }

  /** ISO-8601 UTC of an instant in epoch milliseconds. */
  public static String instant(long epochMillis) {
    return Instants.text(epochMillis);
  }

  static void writeText(JsonGenerator out, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(field, value);
    }
  }

  private static void writeCounts(JsonGenerator out, String field, Map<String, Long> counts)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      out.writeNumberField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }

  static void writeInstant(JsonGenerator out, String field, @Nullable Long epochMillis)
      throws IOException {
    if (epochMillis != null) {
      out.writeStringField(field, instant(epochMillis));
    }
  }

  /** The bytes of an object with these fields. */
  static byte[] object(Fields fields) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator out = MAPPER.getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      fields.writeTo(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a message has no JSON form", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the fields of an object. */
  interface Fields {
    void writeTo(JsonGenerator out) throws IOException;
  }
}
