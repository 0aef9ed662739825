package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.text.RowLayout.Side;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model that another framework has written, with the scores that it gives. */
record ForeignModel(String name, List<GoldenCase> expected) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WordOptions DEFAULTS =
      new WordOptions(null, null, null, null, null, null, 512);

  static List<ForeignModel> all() throws IOException {
    List<ForeignModel> models = new ArrayList<>();
    for (String family : List.of("k3", "k2", "torch")) {
      JsonNode scores = JSON.readTree(resource("scores-" + family + ".json").toFile());
      scores
          .path("scores")
          .properties()
          .forEach(
              entry ->
                  models.add(
                      new ForeignModel(
                          entry.getKey(), cases(scores.path("texts"), entry.getValue()))));
    }
    return models;
  }

  static ForeignModel named(String name) throws IOException {
    return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  private static List<GoldenCase> cases(JsonNode texts, JsonNode scores) {
    List<GoldenCase> cases = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (scores.path(i).isNumber()) {
        cases.add(new GoldenCase(texts.path(i).asText(), scores.path(i).asDouble()));
      }
    }
    return cases;
  }

  /** A file beside the script that made the models. */
  static Path resource(String name) {
    try {
      URL found = ForeignModel.class.getResource(name);
      return Path.of(Objects.requireNonNull(found, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path file() {
    String ending =
        name.startsWith("torch") ? ".safetensors" : name.startsWith("k3-") ? ".keras" : ".h5";
    return resource(name + ending);
  }

  /** Imports it as a user would. */
  ModelImport.Made imported(Path folder) throws IOException, ImportException {
    return importOf(file()).run(lines(folder));
  }

  /** The import of a file that is this one, or was. */
  ModelImport importOf(Path file) {
    return new ModelImport(file, layers(), words(), options(), length(), name, List.of("en"));
  }

  private @Nullable Path layers() {
    return name.startsWith("torch") ? resource(name + ".json") : null;
  }

  private @Nullable Path words() {
    return switch (name) {
      case "k3-vectorization" -> null;
      case "k3-layout-no-start" -> resource("tokenizer.json");
      case "k3-layout-oov" -> resource("tokenizer-oov.json");
      default -> resource("word_index.json");
    };
  }

  private WordOptions options() {
    return switch (name) {
      case "k3-layout-post" -> new WordOptions(null, null, null, null, POST, POST, 512);
      case "k3-layout-post-mask" -> new WordOptions(null, null, null, null, POST, null, 512);
      default -> DEFAULTS;
    };
  }

  private static final Side POST = Side.POST;

  private @Nullable Integer length() {
    return name.equals("k3-vectorization") ? null : Integer.valueOf(12);
  }

  /** Its expected scores, as a user hands them over. */
  Path lines(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (GoldenCase each : expected) {
      lines.append(JSON.writeValueAsString(each)).append('\n');
    }
    Path file = folder.resolve(name + ".ndjson");
    Files.writeString(file, lines);
    return file;
  }

  @Override
  public String toString() {
    return name;
  }
}
