package io.reviewscoring.model.bundle;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network's weights are called in a file of weights, and in which order they stand there.
 */
final class WeightNames {
  private static final String EMBEDDING = "embedding";
  private static final String CONVOLUTION = "convolution";
  private static final String CONVOLUTION_BIAS = "convolution_bias";
  private static final String INPUT = "lstm_input";
  private static final String RECURRENT = "lstm_recurrent";
  private static final String LSTM_BIAS = "lstm_bias";
  private static final String DENSE = "dense";
  private static final String DENSE_BIAS = "dense_bias";
  private static final String WIDE_SCALE = "wide_scale";
  private static final String WIDE = "wide";
  private static final String WIDE_TAGS = "wide_tags";

  private WeightNames() {}

  static List<Tensor> tensors(Network network) {
    if (network instanceof Architecture architecture) {
      return tensors(architecture);
    }
    return ((LayeredNetwork) network)
        .tensors().stream()
            .map(each -> new Tensor(each.name(), Tensor.Type.F32, each.shape()))
            .toList();
  }

  private static List<Tensor> tensors(Architecture a) {
    int gates = 4 * a.lstmUnits();
    List<Tensor> tensors =
        new ArrayList<>(
            List.of(
                new Tensor(EMBEDDING, a.vocabularySize(), a.embeddingSize()),
                new Tensor(CONVOLUTION, a.kernelSize(), a.embeddingSize(), a.filters()),
                new Tensor(CONVOLUTION_BIAS, a.filters()),
                new Tensor(INPUT, a.filters(), gates),
                new Tensor(RECURRENT, a.lstmUnits(), gates),
                new Tensor(LSTM_BIAS, gates),
                new Tensor(DENSE, a.denseInputs()),
                new Tensor(DENSE_BIAS, 1)));
    Wide wide = a.wide();
    if (wide != null) {
      tensors.add(new Tensor(WIDE_SCALE, 1));
      tensors.add(new Tensor(WIDE, Tensor.Type.I8, List.of(wide.buckets())));
      if (wide.isTagged()) {
        tensors.add(new Tensor(WIDE_TAGS, Tensor.Type.I8, List.of(wide.buckets())));
      }
    }
    return tensors;
  }

  /** A map of its own. */
  static Map<String, float[]> floats(NetworkWeights weights) {
    if (weights instanceof LayerWeights layers) {
      return new HashMap<>(layers.tensors());
    }
    Weights w = (Weights) weights;
    Map<String, float[]> floats = new HashMap<>();
    floats.put(EMBEDDING, w.embedding());
    floats.put(CONVOLUTION, w.convolution());
    floats.put(CONVOLUTION_BIAS, w.convolutionBias());
    floats.put(INPUT, w.inputWeights());
    floats.put(RECURRENT, w.recurrentWeights());
    floats.put(LSTM_BIAS, w.lstmBias());
    floats.put(DENSE, w.denseWeights());
    floats.put(DENSE_BIAS, w.denseBias());
    WideWeights wide = w.wide();
    if (wide != null) {
      floats.put(WIDE_SCALE, new float[] {wide.scale()});
    }
    return floats;
  }

  /** A map of its own. */
  static Map<String, byte[]> bytes(NetworkWeights weights) {
    WideWeights wide = weights instanceof Weights w ? w.wide() : null;
    Map<String, byte[]> bytes = new HashMap<>();
    if (wide != null) {
      bytes.put(WIDE, wide.buckets());
      byte[] tags = wide.tags();
      if (tags != null) {
        bytes.put(WIDE_TAGS, tags);
      }
    }
    return bytes;
  }

  /**
   * The weights of a network.
   *
   * @param floats name to numbers of all tensors of floats
   * @param bytes name to numbers of all tensors of bytes
   */
  static NetworkWeights weights(
      Network network, Map<String, float[]> floats, Map<String, byte[]> bytes) {
    LayerWeights all = new LayerWeights(floats);
    if (network instanceof LayeredNetwork) {
      return all;
    }
    Weights weights =
        new Weights(
            all.of(EMBEDDING),
            all.of(CONVOLUTION),
            all.of(CONVOLUTION_BIAS),
            all.of(INPUT),
            all.of(RECURRENT),
            all.of(LSTM_BIAS),
            all.of(DENSE),
            all.of(DENSE_BIAS));
    byte[] buckets = bytes.get(WIDE);
    return buckets == null
        ? weights
        : weights.with(new WideWeights(buckets, bytes.get(WIDE_TAGS), all.of(WIDE_SCALE)[0]));
  }
}
