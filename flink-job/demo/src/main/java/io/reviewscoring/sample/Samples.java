package io.reviewscoring.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reviews that were written for this project, broken ones among them, in the order of a stream. */
public final class Samples {
  private static final String RESOURCE = "samples.ndjson";

  private Samples() {}

  public static List<Sample> read() {
    ObjectMapper mapper = new ObjectMapper();
    List<Sample> samples = new ArrayList<>();
    try (InputStream in = Samples.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        samples.add(sample(mapper.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(samples);
  }

  private static Sample sample(JsonNode node) throws IOException {
    return new Sample(
        Sample.Kind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)),
        text(node, "reviewId"),
        text(node, "productId"),
        node.path("offsetSeconds").asInt(),
        text(node, "text"),
        raw(node));
  }

  private static byte @Nullable [] raw(JsonNode node) throws IOException {
    String raw = text(node, "raw");
    if (raw != null) {
      return raw.getBytes(StandardCharsets.UTF_8);
    }
    // What is no UTF-8 can't stand in a JSON text.
    return node.has("base64") ? node.get("base64").binaryValue() : null;
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null ? null : value.textValue();
  }
}
