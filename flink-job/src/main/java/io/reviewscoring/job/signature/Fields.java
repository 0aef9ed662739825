package io.reviewscoring.job.signature;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.JsonObjects;
import io.reviewscoring.job.message.MalformedMessageException;
import java.time.DateTimeException;

/**
 * JSON in which nothing can be read in two ways: a field that comes twice or anything behind the
 * object is refused. Thread-safe.
 */
final class Fields {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int MAX_INSTANT_CHARS = 64;

  private Fields() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode read(byte[] json) throws MalformedMessageException {
    return JsonObjects.read(MAPPER, json);
  }

  static String text(JsonNode node, String field, int maxChars) throws MalformedMessageException {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new MalformedMessageException("'" + field + "' is missing or not a text");
    }
    if (value.textValue().length() > maxChars) {
      throw new MalformedMessageException("'" + field + "' has over " + maxChars + " characters");
    }
    return value.textValue();
  }

  /** Epoch milliseconds. */
  static long instant(JsonNode node, String field) throws MalformedMessageException {
    try {
      return Instants.epochMillis(text(node, field, MAX_INSTANT_CHARS));
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedMessageException("'" + field + "' is no instant");
    }
  }
}
