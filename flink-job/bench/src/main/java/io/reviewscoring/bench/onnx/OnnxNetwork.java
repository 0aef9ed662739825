package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A bundle's network as an ONNX model. Input {@value #INPUT}: ids, {@code int32 [batch][length]};
 * output {@value #OUTPUT}: {@code float [batch][1]}. The operators are of opset 17.
 */
public final class OnnxNetwork {
  public static final String INPUT = "ids";
  public static final String OUTPUT = "score";

  private final Architecture architecture;
  private final Weights weights;
  private final OnnxGraph graph = new OnnxGraph();

  private OnnxNetwork(ModelBundle bundle) {
    this.architecture = bundle.manifest().architecture();
    this.weights = bundle.weights();
  }

  /** The model's bytes. */
  public static byte[] of(ModelBundle bundle, OnnxForm form) {
    OnnxNetwork network = new OnnxNetwork(bundle);
    String convolved =
        switch (form) {
          case CONV -> network.convolution();
          case CONV_2D -> network.convolution2d();
          case MATRIX -> network.matrix();
          case FOLDED -> network.folded();
        };
    network.recurrence(convolved);
    return network.graph.bytes(INPUT, network.architecture.sequenceLength(), OUTPUT);
  }

  /** Steps of the LSTM first: {@code [steps][batch][filters]}. */
  private String convolution() {
    int pool = architecture.poolSize();
    graph.floats("kernel", filtersFirst(), filters(), architecture.embeddingSize(), kernelSize());
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    embedding();
    graph.node("Transpose", "channels first", "embedded").ints("perm", 0, 2, 1);
    graph
        .node("Conv", "convolved", "channels first", "kernel", "convolution bias")
        .ints("kernel_shape", kernelSize());
    graph.node("Relu", "rectified", "convolved");
    graph.node("MaxPool", "pooled", "rectified").ints("kernel_shape", pool).ints("strides", pool);
    graph.node("Transpose", "steps", "pooled").ints("perm", 2, 0, 1);
    return "steps";
  }

  private String convolution2d() {
    int pool = architecture.poolSize();
    graph.floats(
        "kernel", filtersFirst(), filters(), architecture.embeddingSize(), 1, kernelSize());
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    graph.longs("height", 2);
    embedding();
    graph.node("Transpose", "channels first", "embedded").ints("perm", 0, 2, 1);
    graph.node("Unsqueeze", "image", "channels first", "height");
    graph
        .node("Conv", "convolved", "image", "kernel", "convolution bias")
        .ints("kernel_shape", 1, kernelSize());
    graph.node("Relu", "rectified", "convolved");
    graph
        .node("MaxPool", "pooled", "rectified")
        .ints("kernel_shape", 1, pool)
        .ints("strides", 1, pool);
    graph.node("Squeeze", "flat", "pooled", "height");
    graph.node("Transpose", "steps", "flat").ints("perm", 2, 0, 1);
    return "steps";
  }

  private String matrix() {
    int kernel = kernelSize();
    graph.floats(
        "kernel", weights.convolution(), (long) kernel * architecture.embeddingSize(), filters());
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    embedding();
    List<String> taps = taps("embedded");
    graph.node("Concat", "windows", taps.toArray(String[]::new)).integer("axis", 2);
    graph.node("MatMul", "products", "windows", "kernel");
    graph.node("Add", "convolved", "products", "convolution bias");
    return pooledByShape("convolved");
  }

  private String folded() {
    int kernel = kernelSize();
    List<String> sums = new ArrayList<>();
    List<String> taps = taps(INPUT);
    for (int tap = 0; tap < kernel; tap++) {
      graph.floats("table " + tap, table(tap), architecture.vocabularySize(), filters());
      graph.node("Gather", "rows " + tap, "table " + tap, taps.get(tap));
      sums.add("rows " + tap);
    }
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    sums.add("convolution bias");
    graph.node("Sum", "convolved", sums.toArray(String[]::new));
    return pooledByShape("convolved");
  }

  /** What each tap of the convolution sees: the places from it on, as many as there are outputs. */
  private List<String> taps(String of) {
    List<String> taps = new ArrayList<>();
    graph.longs("places", 1);
    int used = architecture.steps() * architecture.poolSize();
    for (int tap = 0; tap < kernelSize(); tap++) {
      graph.longs("from " + tap, tap);
      graph.longs("to " + tap, tap + used);
      graph.node("Slice", "tap " + tap, of, "from " + tap, "to " + tap, "places");
      taps.add("tap " + tap);
    }
    return taps;
  }

  /** Maximum over the places of each step by a change of shape, then ReLU. */
  private String pooledByShape(String convolved) {
    graph.longs("by step", 0, architecture.steps(), architecture.poolSize(), filters());
    graph.node("Reshape", "windows by step", convolved, "by step");
    graph.node("ReduceMax", "maxima", "windows by step").ints("axes", 2).integer("keepdims", 0);
    graph.node("Relu", "pooled", "maxima");
    graph.node("Transpose", "steps", "pooled").ints("perm", 1, 0, 2);
    return "steps";
  }

  private void embedding() {
    graph.floats(
        "embedding",
        weights.embedding(),
        architecture.vocabularySize(),
        architecture.embeddingSize());
    graph.node("Gather", "embedded", "embedding", INPUT);
  }

  private void recurrence(String steps) {
    int units = architecture.lstmUnits();
    int gates = 4 * units;
    float[] bias = new float[2 * gates];
    System.arraycopy(OnnxWeights.gates(weights.lstmBias(), 1, units), 0, bias, 0, gates);
    graph.floats(
        "input weights",
        OnnxWeights.transposed(
            OnnxWeights.gates(weights.inputWeights(), filters(), units), filters(), gates),
        1,
        gates,
        filters());
    graph.floats(
        "recurrent weights",
        OnnxWeights.transposed(
            OnnxWeights.gates(weights.recurrentWeights(), units, units), units, gates),
        1,
        gates,
        units);
    graph.floats("lstm bias", bias, 1, 2L * gates);
    int features = weights.denseWeights().length;
    graph.floats("dense", weights.denseWeights(), features, 1);
    graph.floats("dense bias", weights.denseBias(), 1);
    graph.longs("direction", 0);
    boolean max = architecture.type().equals(Architecture.EMBEDDING_CONV_LSTM_MAX);
    graph
        .node(
            "LSTM", max ? "outputs" : "", steps, "input weights", "recurrent weights", "lstm bias")
        .output("last outputs")
        .integer("hidden_size", units);
    graph.node("Squeeze", "last output", "last outputs", "direction");
    if (max) {
      graph.node("ReduceMax", "largest", "outputs").ints("axes", 0, 1).integer("keepdims", 0);
      graph.node("Concat", "features", "last output", "largest").integer("axis", 1);
    }
    graph.node("Gemm", "logit", max ? "features" : "last output", "dense", "dense bias");
    graph.node("Sigmoid", OUTPUT, "logit");
  }

  /** {@code [kernel][embedding][filters]} to {@code [filters][embedding][kernel]}. */
  private float[] filtersFirst() {
    int embedding = architecture.embeddingSize();
    int kernel = kernelSize();
    int filters = filters();
    float[] from = weights.convolution();
    float[] to = new float[from.length];
    for (int tap = 0; tap < kernel; tap++) {
      for (int e = 0; e < embedding; e++) {
        for (int f = 0; f < filters; f++) {
          to[(f * embedding + e) * kernel + tap] = from[(tap * embedding + e) * filters + f];
        }
      }
    }
    return to;
  }

  /** Each word's share in the outputs by one tap, {@code [vocabulary][filters]}. */
  private float[] table(int tap) {
    int embedding = architecture.embeddingSize();
    int filters = filters();
    float[] table = new float[architecture.vocabularySize() * filters];
    for (int word = 0; word < architecture.vocabularySize(); word++) {
      for (int f = 0; f < filters; f++) {
        double sum = 0;
        for (int e = 0; e < embedding; e++) {
          sum +=
              (double) weights.embedding()[word * embedding + e]
                  * weights.convolution()[(tap * embedding + e) * filters + f];
        }
        table[word * filters + f] = (float) sum;
      }
    }
    return table;
  }

  private int filters() {
    return architecture.filters();
  }

  private int kernelSize() {
    return architecture.kernelSize();
  }
}
