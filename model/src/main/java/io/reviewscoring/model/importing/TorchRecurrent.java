package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Recurrent.Cell;
import io.reviewscoring.model.network.Recurrent.Ways;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recurrent module of {@code torch.nn}, of one layer or several. Its matrices are transposed, it
 * has two biases, and a GRU's gates stand in another order than Keras'.
 */
final class TorchRecurrent {
  private static final int MAX_LAYERS = 16;

  private final Map<String, Array> arrays;
  private final JsonNode layer;
  private final String weights;
  private final Cell cell;

  TorchRecurrent(Map<String, Array> arrays, JsonNode layer, String weights) throws ImportException {
    this.arrays = arrays;
    this.layer = layer;
    this.weights = weights;
    String nonlinearity = layer.path("nonlinearity").asText("tanh");
    this.cell =
        switch (layer.path("type").asText()) {
          case "LSTM" -> Cell.LSTM;
          case "GRU" -> Cell.GRU_RESET_AFTER;
          default ->
              switch (nonlinearity) {
                case "tanh" -> Cell.SIMPLE_TANH;
                case "relu" -> Cell.SIMPLE_RELU;
                default ->
                    throw new ImportException(
                        weights + ": covered are the nonlinearities tanh and relu");
              };
        };
  }

  void addTo(Assembly assembly) throws ImportException {
    int layers = layer.path("layers").asInt(1);
    String output = layer.path("output").asText();
    if (!List.of("last", "sequence").contains(output) || layers < 1 || layers > MAX_LAYERS) {
      throw new ImportException(
          weights
              + ": output must be \"last\" (the last state of each way) or \"sequence\", layers 1 to "
              + MAX_LAYERS);
    }
    Ways ways = layer.path("bidirectional").asBoolean(false) ? Ways.BOTH : Ways.FORWARD;
    for (int i = 0; i < layers; i++) {
      Array first = TorchModel.array(arrays, weights + ".weight_hh_l" + i, 2);
      int units = first.shape().get(1);
      boolean sequences = i + 1 < layers || output.equals("sequence");
      Recurrent recurrent =
          new Recurrent(assembly.name(weights + "_" + i), cell, units, ways, sequences);
      Map<String, float[]> learned = new HashMap<>();
      List<String> prefixes = recurrent.prefixes();
      for (int way = 0; way < prefixes.size(); way++) {
        String place = "_l" + i + (way == 0 ? "" : "_reverse");
        learned.put(prefixes.get(way) + "kernel", matrix(".weight_ih" + place, units));
        learned.put(prefixes.get(way) + "recurrent", matrix(".weight_hh" + place, units));
        learned.put(prefixes.get(way) + "bias", bias(place, units));
      }
      assembly.add(recurrent, learned);
    }
  }

  /** {@code [gates × units][width]} as {@code [width][gates × units]}. */
  private float[] matrix(String name, int units) throws ImportException {
    Array array = TorchModel.array(arrays, weights + name, 2);
    if (array.shape().get(0) != cell.gates() * units) {
      throw new ImportException(
          "tensor '%s%s' has the shape %s".formatted(weights, name, array.shape()));
    }
    int width = array.shape().get(1);
    return new Array(array.shape(), reordered(array.values(), units * width)).transposed().values();
  }

  private float[] bias(String place, int units) throws ImportException {
    int columns = cell.gates() * units;
    float[] input = part(".bias_ih" + place, columns, units);
    float[] recurrent = part(".bias_hh" + place, columns, units);
    if (cell == Cell.GRU_RESET_AFTER) {
      float[] both = Arrays.copyOf(input, 2 * columns);
      System.arraycopy(recurrent, 0, both, columns, columns);
      return both;
    }
    for (int i = 0; i < columns; i++) {
      input[i] += recurrent[i];
    }
    return input;
  }

  private float[] part(String name, int columns, int units) throws ImportException {
    if (!arrays.containsKey(weights + name)) {
      return new float[columns];
    }
    float[] values = TorchModel.array(arrays, weights + name, 1).values();
    if (values.length != columns) {
      throw new ImportException(
          "tensor '%s%s' has %s numbers, not %s".formatted(weights, name, values.length, columns));
    }
    return reordered(values, units);
  }

  /** PyTorch has a GRU's reset gate before its update gate, Keras behind it. */
  private float[] reordered(float[] values, int gate) {
    float[] ordered = values.clone();
    if (cell == Cell.GRU_RESET_AFTER) {
      System.arraycopy(values, gate, ordered, 0, gate);
      System.arraycopy(values, 0, ordered, gate, gate);
    }
    return ordered;
  }
}
