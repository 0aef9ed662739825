package io.reviewscoring.job.message;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
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
    ObjectNode node = MAPPER.createObjectNode();
    node.put("reviewId", event.reviewId());
    node.put("productId", event.productId());
    node.put("timestamp", instant(event.timestamp()));
    node.put("score", event.score());
    node.put("label", event.label().name());
    putText(node, "labelReason", event.labelReason());
    node.put("tokens", event.tokens());
    node.put("knownTokens", event.knownTokens());
    node.put("truncated", event.truncated());
    node.put("modelVersion", event.modelVersion());
    node.put("modelSha256", event.modelSha256());
    if (event.previousScore() != null) {
      node.put("previousScore", event.previousScore());
    }
    putText(node, "text", event.text());
    return bytes(node);
  }

  /** A record of {@code sentiment-aggregates}. */
  public static byte[] json(Aggregate aggregate) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("productId", aggregate.productId());
    node.put("windowStart", instant(aggregate.windowStart()));
    node.put("windowEnd", instant(aggregate.windowEnd()));
    node.put("count", aggregate.count());
    node.put("positive", aggregate.positive());
    node.put("negative", aggregate.negative());
    node.put("uncertain", aggregate.uncertain());
    node.put("meanScore", aggregate.meanScore());
    node.put("minScore", aggregate.minScore());
    node.put("maxScore", aggregate.maxScore());
    aggregate.histogram().forEach(node.withArray("histogram")::add);
    ObjectNode models = node.putObject("models");
    aggregate.models().forEach(models::put);
    node.put("revision", aggregate.revision());
    node.put("final", aggregate.isFinal());
    return bytes(node);
  }

  /** A record of {@code review-dead-letters}. */
  public static byte[] json(DeadLetter letter) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("topic", letter.topic());
    node.put("partition", letter.partition());
    node.put("offset", letter.offset());
    node.put("stage", letter.stage());
    node.put("reason", letter.reason());
    node.put("error", letter.error());
    if (letter.payload() != null) {
      node.put("payload", letter.payload());
    }
    node.put("payloadBytes", letter.payloadBytes());
    putText(node, "payloadSha256", letter.payloadSha256());
    node.put("timestamp", instant(letter.timestamp()));
    return bytes(node);
  }

  /** A record of {@code model-status}. */
  public static byte[] json(ModelStatus status) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("version", status.version());
    node.put("state", status.state().name());
    putText(node, "reason", status.reason());
    putLong(node, "loadMillis", status.loadMillis());
    putInstant(node, "requestedFrom", status.requestedFrom());
    putInstant(node, "effectiveFrom", status.effectiveFrom());
    putText(node, "uri", status.uri());
    putText(node, "sha256", status.sha256());
    node.put("controlOffset", status.controlOffset());
    if (status.subtask() != null) {
      node.put("subtask", status.subtask());
    }
    return bytes(node);
  }

  /** A record of {@code model-control}. */
  public static byte[] json(ModelCommand command) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("type", ACTIVATE);
    node.put("version", command.version());
    node.put("uri", command.uri());
    node.put("sha256", command.sha256());
    putText(node, "effectiveFrom", command.effectiveFrom());
    return bytes(node);
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
        node.path("controlOffset").asLong(ModelStatus.INITIAL_OFFSET),
        node.hasNonNull("subtask") ? Integer.valueOf(node.get("subtask").asInt()) : null);
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
    return Instant.ofEpochMilli(epochMillis).toString();
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
      return Instant.parse(value).toEpochMilli();
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

  private static void putText(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void putLong(ObjectNode node, String field, @Nullable Long value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void putInstant(ObjectNode node, String field, @Nullable Long epochMillis) {
    if (epochMillis != null) {
      node.put(field, instant(epochMillis));
    }
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("a message has no JSON form", e);
    }
  }
}
