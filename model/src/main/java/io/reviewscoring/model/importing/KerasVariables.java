package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a {@code .keras} file's layers. Each layer has a group, named by its class and
 * counted; newer files state the layer's name in it as well.
 */
final class KerasVariables {
  private static final String LAYERS = "layers";
  private static final String VARS = "vars";
  private static final List<List<String>> PLACES =
      List.of(
          List.of(),
          List.of("cell"),
          List.of("forward_layer", "cell"),
          List.of("backward_layer", "cell"));

  private final HdfArrays arrays;
  private final Map<String, String> groups = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  KerasVariables(HdfArrays arrays) throws ImportException {
    this.arrays = arrays;
    for (String group : arrays.names(LAYERS)) {
      for (String name : arrays.texts("name", LAYERS, group, VARS)) {
        groups.put(name, group);
      }
    }
  }

  /** Those of the next layer, in Keras' order. */
  List<Array> of(JsonNode layer) throws ImportException {
    String kind = snakeCase(layer.path("class_name").asText());
    int count = counts.merge(kind, 1, Integer::sum);
    String counted = count == 1 ? kind : kind + "_" + (count - 1);
    String group = groups.getOrDefault(KerasConfig.name(layer), counted);
    List<Array> found = new ArrayList<>();
    for (List<String> place : PLACES) {
      List<String> path = new ArrayList<>(List.of(LAYERS, group));
      path.addAll(place);
      path.add(VARS);
      Array array = array(path, 0);
      for (int i = 0; array != null; array = array(path, ++i)) {
        found.add(array);
      }
    }
    return found;
  }

  private @Nullable Array array(List<String> path, int index) throws ImportException {
    List<String> whole = new ArrayList<>(path);
    whole.add(String.valueOf(index));
    // Seeds and the like are no floats, and belong to layers that learn nothing.
    return arrays.names(path.toArray(String[]::new)).contains(String.valueOf(index))
        ? arrays.array(whole.toArray(String[]::new))
        : null;
  }

  /** As Keras makes names of classes: {@code Conv1D} is conv1d, {@code SimpleRNN} simple_rnn. */
  private static String snakeCase(String type) {
    return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
