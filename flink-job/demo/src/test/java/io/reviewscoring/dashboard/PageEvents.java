package io.reviewscoring.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a page gets of a dashboard's events. */
final class PageEvents {
  /** How many sections a page gets. */
  static final int SECTIONS = 8;

  private PageEvents() {}

  /** The sections that an open page has, each as it is now. */
  static Map<String, JsonNode> now(URI page) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                page.resolve("events").toURL().openStream(), StandardCharsets.UTF_8))) {
      return sections(reader, SECTIONS);
    }
  }

  /** Reads until so many different sections have come. */
  static Map<String, JsonNode> sections(BufferedReader reader, int count) throws IOException {
    Map<String, JsonNode> sections = new HashMap<>();
    String name = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        sections.put(name, new ObjectMapper().readTree(line.substring(6)));
        if (sections.size() == count) {
          break;
        }
      }
    }
    return sections;
  }
}
