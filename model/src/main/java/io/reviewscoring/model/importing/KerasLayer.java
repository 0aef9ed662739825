package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A layer of a Keras file.
 *
 * @param type its class, by Keras' name
 * @param config its arguments
 * @param arrays what it has learned, in Keras' order; both ways' of a bidirectional one
 */
record KerasLayer(String name, String type, JsonNode config, List<Array> arrays) {
  KerasLayer {
    arrays = List.copyOf(arrays);
  }

  /** A refusal that names the layer. */
  ImportException refused(String reason) {
    return new ImportException("layer '%s' (%s) %s".formatted(name, type, reason));
  }

  /** An argument that must have one value, or be left out. */
  void expect(String argument, String value) throws ImportException {
    JsonNode found = config.path(argument);
    String stated = found.isValueNode() ? found.asText() : found.toString();
    if (!found.isMissingNode() && !found.isNull() && !stated.equals(value)) {
      throw refused("has %s %s; covered is %s".formatted(argument, stated, value));
    }
  }

  /** A flag; false if it is left out. */
  boolean is(String argument) {
    return config.path(argument).asBoolean(false);
  }

  /** A whole number, alone or as the only one of a list. */
  int number(String argument) throws ImportException {
    JsonNode found = config.path(argument);
    JsonNode one = found.isArray() && found.size() == 1 ? found.path(0) : found;
    if (!one.isInt()) {
      throw refused("states no number for " + argument + ": " + found);
    }
    return one.intValue();
  }

  /** The name of a function; what is no name is code of somebody's. */
  String function(String argument, String otherwise) throws ImportException {
    JsonNode found = config.path(argument);
    if (found.isMissingNode() || found.isNull()) {
      return otherwise;
    }
    if (!found.isTextual()) {
      throw refused("has a function of its own for " + argument + "; nothing in a file is run");
    }
    return found.asText();
  }

  /** Array number {@code index}. */
  Array array(int index) throws ImportException {
    if (index >= arrays.size()) {
      throw refused("has %s arrays of weights, and more are needed".formatted(arrays.size()));
    }
    return arrays.get(index);
  }
}
