package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.NetworkLayer.Convolution;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.NetworkLayer.Flatten;
import io.reviewscoring.model.network.NetworkLayer.GlobalPooling;
import io.reviewscoring.model.network.NetworkLayer.MaxPooling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes Keras' layers those of a network. What isn't covered is refused by its name. */
final class KerasTranslation {
  private static final String COVERED =
      "isn't covered; covered are Embedding, Conv1D, MaxPooling1D, GlobalMaxPooling1D,"
          + " GlobalAveragePooling1D, LSTM, GRU, SimpleRNN, Bidirectional, Dense, Activation,"
          + " BatchNormalization, Flatten, Identity and layers that only training needs";

  private final Assembly assembly = new Assembly();

  private KerasTranslation() {}

  static Assembly of(List<KerasLayer> layers) throws ImportException {
    KerasTranslation translation = new KerasTranslation();
    for (KerasLayer layer : layers) {
      try {
        translation.add(layer);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw layer.refused("can't be taken: " + e.getMessage());
      }
    }
    return translation.assembly;
  }

  private void add(KerasLayer layer) throws ImportException {
    switch (layer.type()) {
      case "InputLayer",
          "Identity",
          "Dropout",
          "SpatialDropout1D",
          "GaussianNoise",
          "GaussianDropout",
          "AlphaDropout",
          "ActivityRegularization" -> {}
      case "TextVectorization" -> vectorization(layer);
      case "Embedding" -> assembly.embedding(layer.array(0), layer.is("mask_zero"));
      case "Conv1D" -> convolution(layer);
      case "MaxPooling1D" -> maxPooling(layer);
      case "GlobalMaxPooling1D" -> globalPooling(layer, GlobalPooling.Of.MAXIMUM);
      case "GlobalAveragePooling1D" -> globalPooling(layer, GlobalPooling.Of.AVERAGE);
      case "Flatten" -> assembly.add(new Flatten(assembly.name(layer.name())), Map.of());
      case "LSTM", "GRU", "SimpleRNN", "Bidirectional" -> new KerasRecurrent(layer).addTo(assembly);
      case "Dense" -> dense(layer);
      case "Activation" -> function(layer, layer.function("activation", "linear"));
      case "ReLU" -> relu(layer);
      case "Softmax" -> assembly.softmax(layer.name());
      case "BatchNormalization" -> normalization(layer);
      case "Lambda" ->
          throw layer.refused(
              "is code, and nothing in a file is run; put what it does into a layer, or into the text");
      case "Masking" ->
          throw layer.refused("isn't covered; Embedding(mask_zero=True) is and does the same");
      case "Sequential", "Functional", "Model" ->
          throw layer.refused(
              "is a model inside the model; put its layers, inner.layers, into the outer one");
      case "CuDNNLSTM", "CuDNNGRU" ->
          throw layer.refused("isn't covered; the same weights in LSTM or GRU are");
      default -> throw layer.refused(COVERED);
    }
  }

  /** Its words are read elsewhere; here what it does to a text beside. */
  private static void vectorization(KerasLayer layer) throws ImportException {
    String standardize = layer.function("standardize", "null");
    if (!standardize.startsWith("lower")) {
      throw layer.refused(
          "has standardize %s; covered are lower_and_strip_punctuation and lower"
              .formatted(standardize));
    }
    layer.expect("split", "whitespace");
    layer.expect("ngrams", "null");
    layer.expect("output_mode", "int");
    layer.expect("ragged", "false");
  }

  /** What a dense layer or a convolution adds; zeros if it has none. */
  private static float[] bias(KerasLayer layer, int size) throws ImportException {
    boolean has = layer.config().path("use_bias").asBoolean(true);
    return has ? layer.array(1).values() : new float[size];
  }

  private static Array kernel(KerasLayer layer, int axes) throws ImportException {
    Array kernel = layer.array(0);
    if (kernel.shape().size() != axes) {
      throw layer.refused("has a kernel of the shape " + kernel.shape());
    }
    return kernel;
  }

  private void convolution(KerasLayer layer) throws ImportException {
    layer.expect("strides", "[1]");
    layer.expect("dilation_rate", "[1]");
    layer.expect("groups", "1");
    layer.expect("data_format", "channels_last");
    String padding = layer.function("padding", "valid");
    if (!padding.equals("valid") && !padding.equals("same")) {
      throw layer.refused("has padding %s; covered are valid and same".formatted(padding));
    }
    Array kernel = kernel(layer, 3);
    int filters = kernel.shape().get(2);
    assembly.add(
        new Convolution(
            assembly.name(layer.name()),
            filters,
            kernel.shape().get(0),
            Convolution.Ends.valueOf(padding.toUpperCase(Locale.ROOT)),
            Function.LINEAR),
        Map.of("kernel", kernel.values(), "bias", bias(layer, filters)));
    function(layer, layer.function("activation", "linear"));
  }

  private void maxPooling(KerasLayer layer) throws ImportException {
    int size = layer.number("pool_size");
    if (layer.config().hasNonNull("strides") && layer.number("strides") != size) {
      throw layer.refused("has other strides than its pool_size, which isn't covered");
    }
    layer.expect("padding", "valid");
    layer.expect("data_format", "channels_last");
    assembly.add(new MaxPooling(assembly.name(layer.name()), size), Map.of());
  }

  private void globalPooling(KerasLayer layer, GlobalPooling.Of of) throws ImportException {
    layer.expect("keepdims", "false");
    layer.expect("data_format", "channels_last");
    assembly.add(new GlobalPooling(assembly.name(layer.name()), of), Map.of());
  }

  private void dense(KerasLayer layer) throws ImportException {
    Array kernel = kernel(layer, 2);
    int units = kernel.shape().get(1);
    assembly.add(
        new Dense(assembly.name(layer.name()), units, Function.LINEAR),
        Map.of("kernel", kernel.values(), "bias", bias(layer, units)));
    function(layer, layer.function("activation", "linear"));
  }

  private void function(KerasLayer layer, String name) throws ImportException {
    switch (name) {
      case "linear" -> {}
      case "relu", "tanh", "sigmoid" ->
          assembly.function(layer.name(), Function.valueOf(name.toUpperCase(Locale.ROOT)));
      case "softmax" -> assembly.softmax(layer.name());
      default ->
          throw layer.refused(
              "has the activation %s; covered are linear, relu, tanh, sigmoid and softmax"
                  .formatted(name));
    }
  }

  private void relu(KerasLayer layer) throws ImportException {
    JsonNode config = layer.config();
    if (config.hasNonNull("max_value")
        || config.path("negative_slope").asDouble(0) != 0
        || config.path("threshold").asDouble(0) != 0) {
      throw layer.refused("has a slope, a threshold or a limit, which isn't covered");
    }
    assembly.function(layer.name(), Function.RELU);
  }

  /** In use a normalization is a scale and a shift of each column, from the means it has kept. */
  private void normalization(KerasLayer layer) throws ImportException {
    boolean scales = layer.config().path("scale").asBoolean(true);
    boolean centers = layer.config().path("center").asBoolean(true);
    JsonNode axis = layer.config().path("axis");
    int only = axis.isArray() ? axis.path(0).asInt(-1) : axis.asInt(-1);
    int last = assembly.givesSequence() ? 2 : 1;
    if ((only != -1 && only != last) || axis.size() > 1) {
      throw layer.refused("has axis %s; covered is the last one".formatted(axis));
    }
    int at = 0;
    float[] mean = layer.array((scales ? 1 : 0) + (centers ? 1 : 0)).values();
    float[] variance = layer.array((scales ? 1 : 0) + (centers ? 1 : 0) + 1).values();
    float[] gamma = scales ? layer.array(at++).values() : filled(mean.length, 1);
    float[] beta = centers ? layer.array(at).values() : filled(mean.length, 0);
    double epsilon = layer.config().path("epsilon").asDouble(1e-3);
    assembly.normalization(layer.name(), gamma, beta, mean, variance, epsilon);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
