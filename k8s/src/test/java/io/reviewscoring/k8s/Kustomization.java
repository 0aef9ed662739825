package io.reviewscoring.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The objects that {@code kubectl kustomize} makes of a directory. */
record Kustomization(String directory, List<JsonNode> objects) {
  /** All that are applied. */
  static final List<String> DIRECTORIES =
      List.of(
          "overlays/local",
          "overlays/local/publish",
          "overlays/production",
          "overlays/production/publish");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Kustomization of(String directory) throws IOException, InterruptedException {
    // Newer kustomizes warn of every word that older ones need.
    Path errors = Files.createTempFile("kustomize", ".log");
    Process kubectl =
        new ProcessBuilder(System.getProperty("kubectl", "kubectl"), "kustomize", directory)
            .redirectError(errors.toFile())
            .start();
    List<JsonNode> objects = new ArrayList<>();
    try (InputStream yaml = kubectl.getInputStream()) {
      YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(objects::add);
    }
    if (kubectl.waitFor() != 0) {
      throw new IOException("kubectl kustomize " + directory + ": " + Files.readString(errors));
    }
    Files.delete(errors);
    return new Kustomization(directory, List.copyOf(objects));
  }

  static JsonNode yaml(String text) throws IOException {
    return YAML.readTree(text);
  }

  Stream<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  JsonNode named(String kind, String name) {
    return all(kind)
        .filter(object -> name(object).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(directory + " has no " + kind + " " + name));
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  /** The templates of all pods that these objects lead to, Flink's as they are merged. */
  List<PodTemplate> podTemplates() {
    List<PodTemplate> templates = new ArrayList<>();
    for (JsonNode object : objects) {
      JsonNode spec = object.path("spec");
      switch (object.path("kind").asText()) {
        case "Deployment", "Job" -> templates.add(new PodTemplate(object, spec.path("template")));
        case "FlinkDeployment" -> templates.add(new PodTemplate(object, spec.path("podTemplate")));
        default -> {}
      }
    }
    return templates;
  }

  /**
   * The template of an object's pods.
   *
   * @param owner the object that it is in
   */
  record PodTemplate(JsonNode owner, JsonNode template) {
    JsonNode labels() {
      return template.path("metadata").path("labels");
    }

    JsonNode spec() {
      return template.path("spec");
    }

    List<JsonNode> containers() {
      List<JsonNode> containers = new ArrayList<>();
      Iterator<JsonNode> each = spec().path("containers").elements();
      each.forEachRemaining(containers::add);
      return containers;
    }

    JsonNode container() {
      return containers().get(0);
    }

    /** The names of the objects that volumes of a kind, such as configMap, are filled from. */
    List<String> volumes(String kind, String field) {
      List<String> names = new ArrayList<>();
      for (JsonNode volume : spec().path("volumes")) {
        if (volume.has(kind)) {
          names.add(volume.path(kind).path(field).asText());
        }
      }
      return names;
    }

    @Override
    public String toString() {
      return owner.path("kind").asText() + " " + name(owner);
    }
  }
}
