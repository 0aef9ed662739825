package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts with the scores that the model's own framework gives them. */
final class Expectation {
  private static final int MAX_BYTES = 64 << 20;

  /** As many as a bundle may have. */
  private static final int MAX_GOLDENS = 1000;

  private Expectation() {}

  /** The first ones; a bundle's check of itself should take no longer than a load may. */
  static List<GoldenCase> goldens(List<GoldenCase> expected, Network network) {
    List<GoldenCase> goldens = new ArrayList<>();
    long chars = 0;
    for (GoldenCase each : expected) {
      chars += each.text().length();
      boolean opens = network.openingOperations(goldens.size() + 1) <= Architecture.MAX_OPERATIONS;
      if (goldens.size() == MAX_GOLDENS || chars > 1_000_000 || !opens) {
        break;
      }
      goldens.add(each);
    }
    return goldens;
  }

  /** Of a file of lines of JSON with {@code text} and {@code score}. */
  static List<GoldenCase> read(Path file) throws ImportException {
    List<GoldenCase> cases = new ArrayList<>();
    String[] lines =
        ImportJson.text(ImportJson.bytes(file, MAX_BYTES), file.toString()).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      String place = "%s, line %s".formatted(file, i + 1);
      JsonNode json = ImportJson.json(lines[i], place);
      if (!json.path("text").isTextual() || !json.path("score").isNumber()) {
        throw new ImportException(place + " needs text and score");
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(json.path("text").asText())) {
        throw new ImportException(place + ": text has half a character, a lone surrogate");
      }
      try {
        cases.add(new GoldenCase(json.path("text").asText(), json.path("score").asDouble()));
      } catch (IllegalArgumentException e) {
        throw new ImportException(place + ": " + e.getMessage());
      }
    }
    if (cases.isEmpty()) {
      throw new ImportException(file + " has no line");
    }
    return cases;
  }
}
