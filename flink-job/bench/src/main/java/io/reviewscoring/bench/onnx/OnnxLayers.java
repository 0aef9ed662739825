package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.Recurrent;
import java.util.List;

/**
 * A network of an embedding, a recurrent layer and a dense one as an ONNX model, as an exporter
 * writes it; inputs and outputs are those of {@link OnnxNetwork}.
 */
public final class OnnxLayers {
  private OnnxLayers() {}

  /**
   * The model.
   *
   * @param bytes whether the recurrent layer's weights are bytes
   * @throws IllegalArgumentException if it is another network, or ONNX Runtime has no such layer
   */
  public static OnnxModel of(ModelBundle bundle, boolean bytes) {
    if (!(bundle.manifest().network() instanceof LayeredNetwork network)
        || !(bundle.learned() instanceof LayerWeights weights)
        || network.mask()
        || network.stack().size() != 2
        || !(network.stack().get(0) instanceof Recurrent recurrent)
        || recurrent.sequences()
        || recurrent.ways() == Recurrent.Ways.SUM
        || !(network.stack().get(1) instanceof Dense dense)) {
      throw new IllegalArgumentException("this is no recurrent layer between two others");
    }
    OnnxGraph graph = new OnnxGraph();
    graph.ids(OnnxNetwork.INPUT, OnnxGraph.ROWS, network.sequenceLength());
    graph.floats(
        "embedding",
        weights.of(LayeredNetwork.EMBEDDING),
        network.vocabularySize(),
        network.embeddingSize());
    graph.node("Gather", "embedded", "embedding", OnnxNetwork.INPUT);
    graph.node("Transpose", "steps", "embedded").ints("perm", 1, 0, 2);
    List<OnnxRecurrent.Way> ways =
        recurrent.prefixes().stream().map(prefix -> way(recurrent, prefix, weights)).toList();
    new OnnxRecurrent(graph, recurrent.cell(), recurrent.units(), ways)
        .add("steps", List.of(), bytes, "", "last outputs");
    int features = ways.size() * recurrent.units();
    graph.node("Transpose", "rows first", "last outputs").ints("perm", 1, 0, 2);
    graph.longs("features", 0, features);
    graph.node("Reshape", "last output", "rows first", "features");
    graph.floats("dense", weights.of(dense.name() + ".kernel"), features, 1);
    graph.floats("dense bias", weights.of(dense.name() + ".bias"), 1);
    graph.node("Gemm", "logit", "last output", "dense", "dense bias");
    graph.node("Sigmoid", OnnxNetwork.OUTPUT, "logit");
    return new OnnxModel(
        bytes ? "layers, bytes" : "layers",
        graph.model(OnnxNetwork.OUTPUT, OnnxGraph.ROWS, 1),
        network.sequenceLength(),
        null);
  }

  /** Whether there is a form of bytes: ONNX Runtime quantizes LSTMs alone. */
  public static boolean hasBytes(ModelBundle bundle) {
    return bundle.manifest().network() instanceof LayeredNetwork network
        && network.stack().get(0) instanceof Recurrent recurrent
        && recurrent.cell() == Recurrent.Cell.LSTM;
  }

  private static OnnxRecurrent.Way way(Recurrent layer, String prefix, LayerWeights weights) {
    String name = layer.name() + "." + prefix;
    return new OnnxRecurrent.Way(
        weights.of(name + "kernel"), weights.of(name + "recurrent"), weights.of(name + "bias"));
  }
}
