package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers of a model's configuration, in the order in which they are computed. */
final class KerasConfig {
  private static final int MAX_LAYERS = 200;

  private KerasConfig() {}

  /** The entries of the layers. */
  static List<JsonNode> layers(JsonNode model) throws ImportException {
    String kind = model.path("class_name").asText();
    JsonNode config = model.path("config");
    // Older files have a sequential model's layers as its configuration.
    JsonNode entries = config.isArray() ? config : config.path("layers");
    if (!entries.isArray() || entries.size() > MAX_LAYERS) {
      throw new ImportException("the file's configuration lists no layers");
    }
    List<JsonNode> layers = new ArrayList<>();
    entries.forEach(layers::add);
    return switch (kind) {
      case "Sequential" -> layers;
      case "Functional", "Model" -> {
        JsonNode outputs = config.path("output_layers");
        if (outputs.size() > 1 && outputs.path(1).isArray()) {
          throw new ImportException(
              "the model has %s outputs; covered is one".formatted(outputs.size()));
        }
        yield chain(layers);
      }
      default ->
          throw new ImportException(
              "the model is a %s; covered are Sequential and linear Functional ones"
                  .formatted(kind));
    };
  }

  static String name(JsonNode layer) {
    return layer.path("config").path("name").asText(layer.path("name").asText());
  }

  private static List<JsonNode> chain(List<JsonNode> layers) throws ImportException {
    List<JsonNode> chain = new ArrayList<>();
    Set<String> last = Set.of();
    while (chain.size() < layers.size()) {
      JsonNode next = null;
      for (JsonNode layer : layers) {
        Set<String> inputs = inputs(layer);
        if (inputs.equals(last) && !chain.contains(layer)) {
          if (next != null) {
            throw branches(layer);
          }
          next = layer;
        }
      }
      if (next == null) {
        throw branches(layers.get(chain.size()));
      }
      chain.add(next);
      last = Set.of(name(next));
    }
    return chain;
  }

  private static ImportException branches(JsonNode layer) {
    return new ImportException(
        "the model branches at layer '%s' (%s); covered are models in which each layer reads the one before"
            .formatted(name(layer), layer.path("class_name").asText()));
  }

  /** The names of the layers that one reads. */
  private static Set<String> inputs(JsonNode layer) throws ImportException {
    JsonNode nodes = layer.path("inbound_nodes");
    if (nodes.size() > 1) {
      throw branches(layer);
    }
    Set<String> names = new HashSet<>();
    collect(nodes, names);
    return names;
  }

  /** Keras 3 has {@code "keras_history": [name, …]}, Keras 2 {@code [[[name, 0, 0, {}]]]}. */
  private static void collect(JsonNode node, Set<String> names) {
    if (node.isArray() && node.path(0).isTextual() && node.path(1).isInt()) {
      names.add(node.path(0).asText());
    } else {
      node.forEach(each -> collect(each, names));
    }
  }
}
