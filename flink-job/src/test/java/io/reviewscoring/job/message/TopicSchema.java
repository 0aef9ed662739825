package io.reviewscoring.job.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The topics' JSON Schemas, and what they say about a record. Formats are checked too. */
final class TopicSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private TopicSchema() {}

  static JsonNode schema(String topic) throws IOException {
    try (InputStream in =
        TopicSchema.class.getResourceAsStream("/schemas/" + topic + ".schema.json")) {
      return MAPPER.readTree(requireNonNull(in));
    }
  }

  static Set<ValidationMessage> errorsOfSchema(JsonNode schema) {
    return SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG).validate(schema);
  }

  static Set<ValidationMessage> errors(String topic, byte[] json) throws IOException {
    return errors(topic, tree(json));
  }

  static Set<ValidationMessage> errors(String topic, JsonNode json) throws IOException {
    return SCHEMAS.getSchema(schema(topic), CONFIG).validate(json);
  }

  static JsonNode tree(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  static ObjectNode object(byte[] json) throws IOException {
    return (ObjectNode) tree(json);
  }

  /** All in ASCII: escaped, half a surrogate pair survives. */
  static byte[] bytes(JsonNode json) throws IOException {
    return MAPPER
        .writer()
        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
        .writeValueAsString(json)
        .getBytes(StandardCharsets.US_ASCII);
  }

  static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
