package io.reviewscoring.job.message;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.explanation.WordEffect;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of the topics' records: UTF-8, instants in ISO-8601 UTC, absent fields left out,
 * unknown fields ignored. Thread-safe.
 */
public final class Messages {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACTIVATE = "ACTIVATE";

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
          if (event.previousScore() != null) {
            out.writeNumberField("previousScore", event.previousScore());
          }
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
          out.writeObjectFieldStart("models");
          for (Map.Entry<String, Long> model : aggregate.models().entrySet()) {
            out.writeNumberField(model.getKey(), model.getValue());
          }
          out.writeEndObject();
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
    return object(
        out -> {
          out.writeStringField("version", status.version());
          out.writeStringField("state", status.state().name());
          writeText(out, "reason", status.reason());
          if (status.loadMillis() != null) {
            out.writeNumberField("loadMillis", status.loadMillis());
          }
          writeInstant(out, "requestedFrom", status.requestedFrom());
          writeInstant(out, "effectiveFrom", status.effectiveFrom());
          writeText(out, "uri", status.uri());
          writeText(out, "sha256", status.sha256());
          out.writeNumberField("controlOffset", status.controlOffset());
          if (status.subtask() != null) {
            out.writeNumberField("subtask", status.subtask());
          }
          writeText(out, "controlTopicId", status.controlTopicId());
          writeText(out, "job", status.job());
        });
  }

  /** A record of {@code model-control}. */
  public static byte[] json(ModelCommand command) {
    return object(
        out -> {
          out.writeStringField("type", ACTIVATE);
          out.writeStringField("version", command.version());
          out.writeStringField("uri", command.uri());
          out.writeStringField("sha256", command.sha256());
          writeText(out, "effectiveFrom", command.effectiveFrom());
        });
  }

  /** Reads a record of {@code model-status}. */
  public static ModelStatus modelStatus(byte[] json) throws MalformedMessageException {
    JsonNode node = object(json);
    return new ModelStatus(
        text(node, "version"),
        state(text(node, "state")),
        optionalText(node, "reason"),
        optionalLong(node, "loadMillis"),
        optionalInstant(node, "requestedFrom"),
        optionalInstant(node, "effectiveFrom"),
        optionalText(node, "uri"),
        optionalText(node, "sha256"),
        optionalText(node, "controlTopicId"),
        node.path("controlOffset").asLong(ModelStatus.INITIAL_OFFSET),
        node.hasNonNull("subtask") ? Integer.valueOf(node.get("subtask").asInt()) : null,
        optionalText(node, "job"),
        null);
  }

  /** Reads a record of {@code model-control}. */
  public static ModelCommand modelCommand(byte[] json) throws MalformedMessageException {
    JsonNode node = object(json);
    String type = text(node, "type");
    if (!type.equals(ACTIVATE)) {
      throw new MalformedMessageException("unknown 'type', known is " + ACTIVATE);
    }
    JsonNode from = node.get("effectiveFrom");
    return new ModelCommand(
        bounded("version", text(node, "version"), 200),
        bounded("uri", text(node, "uri"), 2_048),
        bounded("sha256", text(node, "sha256"), 64),
        from == null || from.isNull() ? null : bounded("effectiveFrom", from.asText(), 64));
  }

  /** ISO-8601 UTC of an instant in epoch milliseconds. */
  public static String instant(long epochMillis) {
    return Instants.text(epochMillis);
  }

  private static JsonNode object(byte[] json) throws MalformedMessageException {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new MalformedMessageException("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedMessageException("not JSON: " + e.getMessage());
    }
    if (!node.isObject()) {
      throw new MalformedMessageException("not a JSON object");
    }
    return node;
  }

  private static String text(JsonNode node, String field) throws MalformedMessageException {
    String value = optionalText(node, field);
    if (value == null || value.isBlank()) {
      throw new MalformedMessageException("'" + field + "' is missing or not a text");
    }
    return value;
  }

  /** What is repeated in the answer must fit into it. */
  private static String bounded(String field, String value, int maxChars)
      throws MalformedMessageException {
    if (value.length() > maxChars) {
      throw new MalformedMessageException("'" + field + "' has over " + maxChars + " characters");
    }
    return Unicode.wellFormed(value);
  }

  private static @Nullable String optionalText(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  private static @Nullable Long optionalLong(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isIntegralNumber() ? Long.valueOf(value.longValue()) : null;
  }

  private static @Nullable Long optionalInstant(JsonNode node, String field)
      throws MalformedMessageException {
    String value = optionalText(node, field);
    if (value == null) {
      return null;
    }
    try {
      return Instants.epochMillis(value);
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedMessageException("'" + field + "' is no instant: " + value);
    }
  }

  private static ModelStatus.State state(String name) throws MalformedMessageException {
    for (ModelStatus.State state : ModelStatus.State.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    throw new MalformedMessageException("unknown state '" + name + "'");
  }

  private static void writeText(JsonGenerator out, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(field, value);
    }
  }

  private static void writeInstant(JsonGenerator out, String field, @Nullable Long epochMillis)
      throws IOException {
    if (epochMillis != null) {
      out.writeStringField(field, instant(epochMillis));
    }
  }

  private static byte[] object(Fields fields) {
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

  private interface Fields {
    void writeTo(JsonGenerator out) throws IOException;
  }
}
