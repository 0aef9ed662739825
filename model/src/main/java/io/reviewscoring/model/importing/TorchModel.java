package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.NetworkLayer.Convolution;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.NetworkLayer.GlobalPooling;
import io.reviewscoring.model.network.NetworkLayer.MaxPooling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model of {@code torch.nn}: the state dict as safetensors, and a list of its layers, since a
 * state dict holds none. Each layer states its type, by its class in {@code torch.nn}, and what its
 * weights' names begin with.
 */
final class TorchModel {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_LAYERS = 64;

  /** What sees several places at once. */
  private static final Set<String> ACROSS_PLACES =
      Set.of("AdaptiveMaxPool1d", "AdaptiveAvgPool1d", "MaxPool1d", "Conv1d");

  /** What a layer of a type may state beside its type and weights. */
  private static final Map<String, Set<String>> STATED =
      Map.of(
          "Embedding", Set.of("mask"),
          "Conv1d", Set.of("padding", "stride", "dilation", "groups"),
          "MaxPool1d", Set.of("kernel_size"),
          "LSTM", Set.of("layers", "bidirectional", "output"),
          "GRU", Set.of("layers", "bidirectional", "output"),
          "RNN", Set.of("layers", "bidirectional", "output", "nonlinearity"),
          "BatchNorm1d", Set.of("eps"));

  private final Map<String, Array> arrays;
  private final Assembly assembly = new Assembly();

  /** Whether sequences are packed, and whether the last recurrent layer gave one. */
  private boolean packs;

  private boolean packed;

  private TorchModel(Map<String, Array> arrays) {
    this.arrays = arrays;
  }

  static Assembly read(Path weights, Path layers) throws ImportException {
    TorchModel model = new TorchModel(SafeTensors.read(weights));
    String text = ImportJson.text(ImportJson.bytes(layers, MAX_BYTES), layers.toString());
    JsonNode list = ImportJson.json(text, layers.toString()).path("layers");
    if (!list.isArray() || list.isEmpty() || list.size() > MAX_LAYERS) {
      throw new ImportException(layers + " must have a list of 1 to " + MAX_LAYERS + " layers");
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode layer = list.path(i);
      String name = "layer %s (%s)".formatted(i + 1, layer.path("type").asText());
      try {
        model.add(layer, name);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new ImportException(name + " can't be taken: " + e.getMessage());
      }
    }
    return model.assembly;
  }

  private void add(JsonNode layer, String shown) throws ImportException {
    String type = layer.path("type").asText();
    String weights = layer.path("weights").asText(type);
    if (packed && ACROSS_PLACES.contains(type)) {
      throw new ImportException(
          shown
              + " reads packed sequences, where PyTorch has zeros for pads; covered is a mask"
              + " with the output last");
    }
    switch (type) {
      case "Embedding" -> {
        packs = layer.path("mask").asBoolean(false);
        assembly.embedding(array(weights + ".weight", 2), packs);
      }
      case "Dropout", "Dropout1d", "Identity" -> {}
      case "Conv1d" -> convolution(layer, weights, shown);
      case "MaxPool1d" ->
          assembly.add(
              new MaxPooling(assembly.name(weights), layer.path("kernel_size").asInt()), Map.of());
      case "AdaptiveMaxPool1d" ->
          assembly.add(
              new GlobalPooling(assembly.name(weights), GlobalPooling.Of.MAXIMUM), Map.of());
      case "AdaptiveAvgPool1d" ->
          assembly.add(
              new GlobalPooling(assembly.name(weights), GlobalPooling.Of.AVERAGE), Map.of());
      case "Linear" -> {
        Array kernel = array(weights + ".weight", 2).transposed();
        int units = kernel.shape().get(1);
        assembly.add(
            new Dense(assembly.name(weights), units, Function.LINEAR),
            Map.of("kernel", kernel.values(), "bias", bias(weights + ".bias", units)));
      }
      case "ReLU" -> assembly.function(weights, Function.RELU);
      case "Tanh" -> assembly.function(weights, Function.TANH);
      case "Sigmoid" -> assembly.function(weights, Function.SIGMOID);
      case "Softmax" -> assembly.softmax(shown);
      case "LSTM", "GRU", "RNN" -> {
        new TorchRecurrent(arrays, layer, weights).addTo(assembly);
        packed = packs && assembly.givesSequence();
      }
      case "BatchNorm1d" -> normalization(layer, weights);
      default ->
          throw new ImportException(
              shown
                  + " isn't covered; covered are Embedding, Conv1d, MaxPool1d, AdaptiveMaxPool1d,"
                  + " AdaptiveAvgPool1d, LSTM, GRU, RNN, Linear, BatchNorm1d, ReLU, Tanh, Sigmoid,"
                  + " Softmax, Dropout");
    }
    checkStated(layer, type, shown);
  }

  /** What a file states and nobody reads would be taken for done. */
  private static void checkStated(JsonNode layer, String type, String shown)
      throws ImportException {
    Set<String> known = STATED.getOrDefault(type, Set.of());
    for (Map.Entry<String, JsonNode> field : layer.properties()) {
      String name = field.getKey();
      if (!known.contains(name) && !name.equals("type") && !name.equals("weights")) {
        throw new ImportException(
            "%s states %s, which isn't covered; beside type and weights it may state %s"
                .formatted(
                    shown,
                    name,
                    known.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private Array array(String name, int axes) throws ImportException {
    return array(arrays, name, axes);
  }

  static Array array(Map<String, Array> arrays, String name, int axes) throws ImportException {
    Array array = arrays.get(name);
    if (array == null) {
      throw new ImportException(
          "the weights lack the tensor '%s' of F32; of other numbers, model.float() makes such ones"
              .formatted(name));
    }
    if (array.shape().size() != axes) {
      throw new ImportException("tensor '%s' has the shape %s".formatted(name, array.shape()));
    }
    return array;
  }

  private float[] bias(String name, int size) throws ImportException {
    return arrays.containsKey(name) ? array(name, 1).values() : new float[size];
  }

  /** PyTorch's kernel is {@code [filters][width][kernelSize]}. */
  private void convolution(JsonNode layer, String weights, String shown) throws ImportException {
    Array kernel = array(weights + ".weight", 3);
    int filters = kernel.shape().get(0);
    int width = kernel.shape().get(1);
    int size = kernel.shape().get(2);
    String padding = layer.path("padding").asText("0");
    if (!List.of("0", "same", "valid").contains(padding)
        || layer.path("stride").asInt(1) != 1
        || layer.path("dilation").asInt(1) != 1
        || layer.path("groups").asInt(1) != 1) {
      throw new ImportException(
          shown + ": covered are stride, dilation and groups of 1, and padding 0, valid or same");
    }
    float[] turned = new float[kernel.values().length];
    for (int filter = 0; filter < filters; filter++) {
      for (int in = 0; in < width; in++) {
        for (int tap = 0; tap < size; tap++) {
          turned[(tap * width + in) * filters + filter] =
              kernel.values()[(filter * width + in) * size + tap];
        }
      }
    }
    assembly.add(
        new Convolution(
            assembly.name(weights),
            filters,
            size,
            padding.equals("same") ? Convolution.Ends.SAME : Convolution.Ends.VALID,
            Function.LINEAR),
        Map.of("kernel", turned, "bias", bias(weights + ".bias", filters)));
  }

  private void normalization(JsonNode layer, String weights) throws ImportException {
    assembly.normalization(
        weights,
        array(weights + ".weight", 1).values(),
        array(weights + ".bias", 1).values(),
        array(weights + ".running_mean", 1).values(),
        array(weights + ".running_var", 1).values(),
        layer.path("eps").asDouble(1e-5));
  }
}
