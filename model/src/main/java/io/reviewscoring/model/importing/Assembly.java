package io.reviewscoring.model.importing;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer;
import io.reviewscoring.model.network.NetworkLayer.Activation;
import io.reviewscoring.model.network.NetworkLayer.Convolution;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.NetworkLayer.Flatten;
import io.reviewscoring.model.network.NetworkLayer.GlobalPooling;
import io.reviewscoring.model.network.NetworkLayer.Scaling;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a network together, layer by layer from input to output. Functions become part of the layer
 * before them, normalizations of its weights, where that is the same.
 */
final class Assembly {
  private final List<NetworkLayer> stack = new ArrayList<>();
  private final Map<String, float[]> tensors = new HashMap<>();
  private final Set<String> names = new HashSet<>(Set.of("ids", "text", "score", "embedding"));
  private @Nullable Array embedding;
  private boolean mask;
  private boolean softmax;

  /** The embedding {@code [ids][size]}. */
  void embedding(Array rows, boolean maskPads) throws ImportException {
    if (embedding != null) {
      throw new ImportException("there are two embeddings; one, as the first layer, is covered");
    }
    if (rows.shape().size() != 2) {
      throw new ImportException("the embedding has the shape " + rows.shape());
    }
    embedding = rows;
    mask = maskPads;
  }

  /** A name of its own for a layer. */
  String name(String wanted) {
    String clean = wanted.replaceAll("[^A-Za-z0-9_-]", "_");
    clean = clean.isEmpty() ? "layer" : clean.substring(0, Math.min(80, clean.length()));
    String name = clean;
    for (int i = 2; !names.add(name); i++) {
      name = clean + "_" + i;
    }
    return name;
  }

  /**
   * A layer with what it has learned.
   *
   * @param learned its tensors by their names in the layer
   */
  void add(NetworkLayer layer, Map<String, float[]> learned) throws ImportException {
    if (embedding == null) {
      throw new ImportException(
          layer.name() + " stands before the embedding, which must come first");
    }
    checkNotBehindSoftmax(layer.name());
    stack.add(layer);
    learned.forEach((part, values) -> tensors.put(layer.name() + "." + part, values));
  }

  private void checkNotBehindSoftmax(String shown) throws ImportException {
    if (softmax) {
      throw new ImportException(shown + " stands behind a softmax, which must be the last");
    }
  }

  /** Whether what comes out of the last layer is a sequence. */
  boolean givesSequence() {
    boolean sequence = true;
    for (NetworkLayer layer : stack) {
      if (layer instanceof Recurrent recurrent) {
        sequence = recurrent.sequences();
      } else if (layer instanceof GlobalPooling || layer instanceof Flatten) {
        sequence = false;
      }
    }
    return sequence;
  }

  /** A function of each number. */
  void function(String wanted, Function function) throws ImportException {
    if (function == Function.LINEAR) {
      return;
    }
    int last = stack.size() - 1;
    NetworkLayer before = stack.isEmpty() ? null : stack.get(last);
    if (before instanceof Dense dense && dense.activation() == Function.LINEAR && !softmax) {
      stack.set(last, new Dense(dense.name(), dense.units(), function));
    } else if (before instanceof Convolution c && c.activation() == Function.LINEAR) {
      stack.set(last, new Convolution(c.name(), c.filters(), c.kernelSize(), c.ends(), function));
    } else {
      add(new Activation(name(wanted), function), Map.of());
    }
  }

  /** Softmax over the two numbers of the layer before. */
  void softmax(String wanted) throws ImportException {
    checkNotBehindSoftmax(wanted);
    NetworkLayer before = stack.isEmpty() ? null : stack.get(stack.size() - 1);
    if (!(before instanceof Dense dense
        && dense.units() == 2
        && dense.activation() == Function.LINEAR)) {
      throw new ImportException(
          wanted
              + ": a softmax is covered only behind a dense layer of two units, the second positive");
    }
    softmax = true;
  }

  /** Each column times a scale plus a shift {@code [width]}. */
  private void scaling(String wanted, float[] scale, float[] shift) throws ImportException {
    checkNotBehindSoftmax(wanted);
    NetworkLayer before = stack.isEmpty() ? null : stack.get(stack.size() - 1);
    boolean folds =
        (before instanceof Dense dense && dense.activation() == Function.LINEAR)
            || (before instanceof Convolution c && c.activation() == Function.LINEAR);
    if (before == null && embedding != null) {
      checkColumns(wanted, scale.length, embedding.shape().get(1));
      float[] rows = scaled(embedding.values(), scale);
      embedding = new Array(embedding.shape(), shifted(rows, shift));
    } else if (before != null && folds) {
      String kernel = before.name() + ".kernel";
      String bias = before.name() + ".bias";
      checkColumns(wanted, scale.length, tensors.getOrDefault(bias, new float[0]).length);
      tensors.put(kernel, scaled(tensors.getOrDefault(kernel, new float[0]), scale));
      tensors.put(bias, shifted(scaled(tensors.getOrDefault(bias, new float[0]), scale), shift));
    } else {
      add(new Scaling(name(wanted)), Map.of("scale", scale, "shift", shift));
    }
  }

  private static void checkColumns(String wanted, int found, int columns) throws ImportException {
    if (found != columns) {
      throw new ImportException(
          "%s has %s numbers for %s columns".formatted(wanted, found, columns));
    }
  }

  /** What a normalization does in use: scale and shift of each column, by what it has kept. */
  void normalization(
      String wanted, float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon)
      throws ImportException {
    if (beta.length != gamma.length
        || mean.length != gamma.length
        || variance.length != gamma.length) {
      throw new ImportException(wanted + " has arrays of different lengths");
    }
    float[] scale = new float[gamma.length];
    float[] shift = new float[gamma.length];
    for (int i = 0; i < gamma.length; i++) {
      double factor = gamma[i] / Math.sqrt(variance[i] + epsilon);
      scale[i] = (float) factor;
      shift[i] = (float) (beta[i] - mean[i] * factor);
    }
    scaling(wanted, scale, shift);
  }

  private static float[] scaled(float[] values, float[] scale) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scale[i % scale.length];
    }
    return scaled;
  }

  private static float[] shifted(float[] values, float[] shift) {
    float[] shifted = values.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += shift[i % shift.length];
    }
    return shifted;
  }

  /** A network and what it has learned. */
  record Imported(LayeredNetwork network, LayerWeights weights) {}

  /** How many ids the embedding has. */
  int ids() throws ImportException {
    return whole().shape().get(0);
  }

  private Array whole() throws ImportException {
    if (embedding == null) {
      throw new ImportException("there is no embedding; one, as the first layer, is needed");
    }
    return embedding;
  }

  /**
   * The network, with the embedding's rows as bundles have them.
   *
   * @param sequenceLength ids in a row
   */
  Imported network(WordIds ids, int sequenceLength) throws ImportException {
    Array rows = whole();
    endInLogOdds();
    int size = rows.shape().get(1);
    tensors.put(LayeredNetwork.EMBEDDING, ids.rows(rows));
    LayeredNetwork network;
    try {
      network =
          new LayeredNetwork(
              ids.layout(sequenceLength), sequenceLength, ids.size(), size, mask, stack);
    } catch (IllegalArgumentException e) {
      throw new ImportException(String.valueOf(e.getMessage()));
    }
    for (TensorShape tensor : network.tensors()) {
      float[] values = tensors.get(tensor.name());
      if (values == null || values.length != tensor.size()) {
        throw new ImportException(
            "%s must have the shape %s, and has %s numbers"
                .formatted(tensor.name(), tensor.shape(), values == null ? "no" : values.length));
      }
    }
    return new Imported(network, new LayerWeights(tensors));
  }

  /**
   * The last layer's sigmoid is the score's own, and a softmax of two is one of their difference.
   */
  private void endInLogOdds() throws ImportException {
    NetworkLayer last = stack.isEmpty() ? null : stack.get(stack.size() - 1);
    boolean sigmoid = last instanceof Dense dense && dense.activation() == Function.SIGMOID;
    if (!(last instanceof Dense dense) || !(softmax || (sigmoid && dense.units() == 1))) {
      throw new ImportException(
          "the last layer must be a dense one that gives a probability: of one unit with sigmoid,"
              + " or of two with softmax");
    }
    stack.set(stack.size() - 1, new Dense(dense.name(), 1, Function.LINEAR));
    if (softmax) {
      for (String part : List.of(".kernel", ".bias")) {
        tensors.computeIfPresent(dense.name() + part, (name, values) -> differences(values));
      }
    }
  }

  private static float[] differences(float[] pairs) {
    float[] differences = new float[pairs.length / 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = pairs[2 * i + 1] - pairs[2 * i];
    }
    return differences;
  }
}
