package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Recurrent.Cell;
import io.reviewscoring.model.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of a bundle that was trained here as an ONNX model. Input {@value #INPUT}: ids,
 * {@code int32 [batch][length]}; output {@value #OUTPUT}: {@code float [batch][1]}. The operators
 * are of opset 17, and those of bytes ONNX Runtime's own.
 */
public final class OnnxNetwork {
  public static final String INPUT = "ids";
  public static final String OUTPUT = "score";

  /** What the LSTM begins with, {@code float [1][batch][units]}, where pads are left out. */
  public static final String INITIAL_OUTPUT = "initial output";

  public static final String INITIAL_CELL = "initial cell";

  /** The largest outputs so far, {@code float [1][batch][units]}, where the network reads them. */
  public static final String INITIAL_MAXIMUM = "initial maximum";

  private final Architecture architecture;
  private final Weights weights;
  private final OnnxVariant variant;
  private final OnnxGraph graph = new OnnxGraph();

  private OnnxNetwork(ModelBundle bundle, OnnxVariant variant) {
    this.architecture = bundle.manifest().architecture();
    this.weights = bundle.weights();
    this.variant = variant;
  }

  /** The model. */
  public static OnnxModel of(ModelBundle bundle, OnnxVariant variant) {
    return new OnnxNetwork(bundle, variant).model();
  }

  /** The inputs beside the ids. */
  public static List<String> initial(boolean maximum) {
    List<String> initial = new ArrayList<>(List.of(INITIAL_OUTPUT, INITIAL_CELL));
    if (maximum) {
      initial.add(INITIAL_MAXIMUM);
    }
    return initial;
  }

  private OnnxModel model() {
    int length = architecture.sequenceLength();
    graph.ids(INPUT, OnnxGraph.ROWS, variant.padStates() ? OnnxGraph.ANY : length);
    boolean max = architecture.readsMaximum();
    List<String> initial = List.of();
    if (variant.padStates()) {
      initial(max).forEach(name -> graph.input(name, 1, OnnxGraph.ROWS, architecture.lstmUnits()));
      initial = initial(false);
    }
    String steps = new OnnxFront(architecture, weights, variant, graph).add();
    new OnnxRecurrent(
            graph,
            Cell.LSTM,
            architecture.lstmUnits(),
            List.of(
                new OnnxRecurrent.Way(
                    weights.inputWeights(), weights.recurrentWeights(), weights.lstmBias())))
        .add(steps, initial, variant.bytes(), max ? "outputs" : "", "last outputs");
    graph.longs("direction", 0);
    graph.node("Squeeze", "last output", "last outputs", "direction");
    if (max) {
      largest();
      graph.node("Concat", "features", "last output", "largest").integer("axis", 1);
    }
    graph.floats("dense", weights.denseWeights(), weights.denseWeights().length, 1);
    graph.floats("dense bias", weights.denseBias(), 1);
    graph.node("Gemm", "logit", max ? "features" : "last output", "dense", "dense bias");
    graph.node("Sigmoid", OUTPUT, "logit");
    return new OnnxModel(
        variant.label(),
        graph.model(OUTPUT, OnnxGraph.ROWS, 1),
        length,
        variant.padStates() ? PadStates.of(architecture, weights) : null);
  }

  private void largest() {
    String of = variant.padStates() ? "largest outputs" : "largest";
    graph.node("ReduceMax", of, "outputs").ints("axes", 0, 1).integer("keepdims", 0);
    if (variant.padStates()) {
      graph.node("Squeeze", "largest of pads", INITIAL_MAXIMUM, "direction");
      graph.node("Max", "largest", of, "largest of pads");
    }
  }
}
