package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.ArrayList;
import java.util.List;

/** The layers before the LSTM: embedding, convolution and pooling, in one of the forms. */
final class OnnxFront {
  private static final String STEPS = "steps";

  private final Architecture architecture;
  private final Weights weights;
  private final OnnxVariant variant;
  private final OnnxGraph graph;

  OnnxFront(Architecture architecture, Weights weights, OnnxVariant variant, OnnxGraph graph) {
    this.architecture = architecture;
    this.weights = weights;
    this.variant = variant;
    this.graph = graph;
  }

  /** Adds them; what comes out has the LSTM's steps first: {@code [steps][batch][filters]}. */
  String add() {
    switch (variant.form()) {
      case CONV -> convolution();
      case CONV_2D -> convolution2d();
      case MATRIX -> matrix();
      case FOLDED -> folded();
    }
    return STEPS;
  }

  private void convolution() {
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
    graph.node("Transpose", STEPS, "pooled").ints("perm", 2, 0, 1);
  }

  private void convolution2d() {
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
    graph.node("Transpose", STEPS, "flat").ints("perm", 2, 0, 1);
  }

  private void matrix() {
    int kernel = kernelSize();
    long rows = (long) kernel * architecture.embeddingSize();
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    embedding();
    List<String> taps = taps("embedded");
    graph.node("Concat", "windows", taps.toArray(String[]::new)).integer("axis", 2);
    if (variant.bytes()) {
      QuantizedMatrix quantized = QuantizedMatrix.of(weights.convolution(), filters());
      graph.bytes("kernel", quantized.values(), rows, filters());
      graph.floats("kernel scales", quantized.scales(), filters());
      graph
          .node(
              "DynamicQuantizeMatMul",
              "convolved",
              "windows",
              "kernel",
              "kernel scales",
              "",
              "convolution bias")
          .microsoft();
    } else {
      graph.floats("kernel", weights.convolution(), rows, filters());
      graph.node("MatMul", "products", "windows", "kernel");
      graph.node("Add", "convolved", "products", "convolution bias");
    }
    pooledByShape("convolved");
  }

  private void folded() {
    int kernel = kernelSize();
    List<String> sums = new ArrayList<>();
    List<String> taps = taps(OnnxNetwork.INPUT);
    for (int tap = 0; tap < kernel; tap++) {
      graph.floats("table " + tap, table(tap), architecture.vocabularySize(), filters());
      graph.node("Gather", "rows " + tap, "table " + tap, taps.get(tap));
      sums.add("rows " + tap);
    }
    graph.floats("convolution bias", weights.convolutionBias(), filters());
    sums.add("convolution bias");
    graph.node("Sum", "convolved", sums.toArray(String[]::new));
    pooledByShape("convolved");
  }

  /** What each tap of the convolution sees: the places from it on, as many as there are outputs. */
  private List<String> taps(String of) {
    List<String> taps = new ArrayList<>();
    graph.longs("places", 1);
    int used = architecture.steps() * architecture.poolSize();
    for (int tap = 0; tap < kernelSize(); tap++) {
      // Counted from a row's end, where rows leave out pads in front.
      int behind = architecture.sequenceLength() - used - tap;
      graph.longs("from " + tap, tap);
      graph.longs(
          "to " + tap, !variant.padStates() ? tap + used : behind == 0 ? Long.MAX_VALUE : -behind);
      graph.node("Slice", "tap " + tap, of, "from " + tap, "to " + tap, "places");
      taps.add("tap " + tap);
    }
    return taps;
  }

  /** Maximum over the places of each step by a change of shape, then ReLU. */
  private void pooledByShape(String convolved) {
    int steps = variant.padStates() ? -1 : architecture.steps();
    graph.longs("by step", 0, steps, architecture.poolSize(), filters());
    graph.node("Reshape", "windows by step", convolved, "by step");
    graph.node("ReduceMax", "maxima", "windows by step").ints("axes", 2).integer("keepdims", 0);
    graph.node("Relu", "pooled", "maxima");
    graph.node("Transpose", STEPS, "pooled").ints("perm", 1, 0, 2);
  }

  private void embedding() {
    graph.floats(
        "embedding",
        weights.embedding(),
        architecture.vocabularySize(),
        architecture.embeddingSize());
    graph.node("Gather", "embedded", "embedding", OnnxNetwork.INPUT);
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
