package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Recurrent.Cell;
import io.reviewscoring.model.network.Recurrent.Ways;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A recurrent layer of Keras, alone or in a {@code Bidirectional}. */
final class KerasRecurrent {
  /** The arguments that say what a layer computes. */
  private static final List<String> SHAPING =
      List.of(
          "units",
          "activation",
          "recurrent_activation",
          "use_bias",
          "reset_after",
          "return_sequences");

  private final KerasLayer layer;

  /** The layer that goes forward. */
  private final KerasLayer inner;

  private final Ways ways;

  KerasRecurrent(KerasLayer layer) throws ImportException {
    this.layer = layer;
    if (!layer.type().equals("Bidirectional")) {
      this.inner = layer;
      this.ways = Ways.FORWARD;
      layer.expect("zero_output_for_mask", "false");
      return;
    }
    JsonNode wrapped = layer.config().path("layer");
    this.inner =
        new KerasLayer(
            layer.name(),
            wrapped.path("class_name").asText(),
            wrapped.path("config"),
            layer.arrays());
    String merge = layer.function("merge_mode", "none");
    this.ways =
        switch (merge) {
          case "concat" -> Ways.BOTH;
          case "sum" -> Ways.SUM;
          default ->
              throw layer.refused("has merge_mode %s; covered are concat and sum".formatted(merge));
        };
    JsonNode backward = layer.config().path("backward_layer");
    if (backward.isObject() && !same(wrapped, backward)) {
      throw layer.refused("has another backward_layer than its layer, which isn't covered");
    }
  }

  /** Whether two layers differ at most in what is learned. */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.path("class_name").equals(other.path("class_name"))
        && SHAPING.stream()
            .allMatch(
                each -> one.path("config").path(each).equals(other.path("config").path(each)));
  }

  void addTo(Assembly assembly) throws ImportException {
    inner.expect("go_backwards", "false");
    inner.expect("stateful", "false");
    inner.expect("return_state", "false");
    inner.expect("time_major", "false");
    Cell cell = cell();
    int units = inner.number("units");
    boolean biased = inner.config().path("use_bias").asBoolean(true);
    Recurrent recurrent =
        new Recurrent(assembly.name(layer.name()), cell, units, ways, inner.is("return_sequences"));
    Map<String, float[]> learned = new HashMap<>();
    List<String> prefixes = recurrent.prefixes();
    int each = biased ? 3 : 2;
    if (inner.arrays().size() != each * prefixes.size()) {
      throw layer.refused(
          "has %s arrays of weights, not %s"
              .formatted(inner.arrays().size(), each * prefixes.size()));
    }
    for (int way = 0; way < prefixes.size(); way++) {
      String prefix = prefixes.get(way);
      learned.put(prefix + "kernel", inner.array(way * each).values());
      learned.put(prefix + "recurrent", inner.array(way * each + 1).values());
      int columns = cell.gates() * units * (cell == Cell.GRU_RESET_AFTER ? 2 : 1);
      learned.put(
          prefix + "bias", biased ? inner.array(way * each + 2).values() : new float[columns]);
    }
    assembly.add(recurrent, learned);
  }

  private Cell cell() throws ImportException {
    String activation = inner.function("activation", "tanh");
    switch (inner.type()) {
      case "LSTM", "GRU" -> {
        String gates = inner.function("recurrent_activation", "sigmoid");
        if (!activation.equals("tanh") || !gates.equals("sigmoid")) {
          throw layer.refused(
              "has the activations %s and %s; covered are tanh and sigmoid"
                  .formatted(activation, gates));
        }
        if (inner.type().equals("LSTM")) {
          return Cell.LSTM;
        }
        // Keras 2 knew no other before it had the argument.
        return inner.is("reset_after") ? Cell.GRU_RESET_AFTER : Cell.GRU;
      }
      case "SimpleRNN" -> {
        return switch (activation) {
          case "tanh" -> Cell.SIMPLE_TANH;
          case "relu" -> Cell.SIMPLE_RELU;
          default ->
              throw layer.refused(
                  "has the activation %s; covered are tanh and relu".formatted(activation));
        };
      }
      default ->
          throw layer.refused(
              "goes both ways with a %s; covered are LSTM, GRU and SimpleRNN"
                  .formatted(inner.type()));
    }
  }
}
