package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.network.Recurrent.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A recurrent layer as one node of ONNX, which goes through a sequence one way or both. */
final class OnnxRecurrent {

  /**
   * A way's weights as a bundle has them.
   *
   * @param kernel {@code [width][gates × units]}
   * @param recurrent {@code [units][gates × units]}
   * @param bias {@code [gates × units]}, or two of them: the inputs' and the outputs'
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Way(float[] kernel, float[] recurrent, float[] bias) {}

  private static final String INPUT = "input weights";
  private static final String RECURRENT = "recurrent weights";
  private static final String BIAS = "recurrent bias";

  private final OnnxGraph graph;
  private final Cell cell;
  private final int units;
  private final List<Way> ways;

  OnnxRecurrent(OnnxGraph graph, Cell cell, int units, List<Way> ways) {
    this.graph = graph;
    this.cell = cell;
    this.units = units;
    this.ways = List.copyOf(ways);
  }

  /**
   * Adds the node.
   *
   * @param steps what it reads {@code [steps][rows][width]}
   * @param initial what it begins with {@code [ways][rows][units]}; empty for zeros
   * @param outputs the name of all its outputs {@code [steps][ways][rows][units]}, or empty
   * @param last the name of the last ones {@code [ways][rows][units]}
   */
  void add(String steps, List<String> initial, boolean bytes, String outputs, String last) {
    List<String> inputs = new ArrayList<>(List.of(steps, INPUT, RECURRENT, BIAS));
    if (bytes || !initial.isEmpty()) {
      inputs.add(""); // lengths
      inputs.addAll(initial.isEmpty() ? List.of("", "") : initial);
    }
    if (bytes) {
      inputs.add(""); // peepholes
      bytes(INPUT, Way::kernel, inputs);
      bytes(RECURRENT, Way::recurrent, inputs);
    } else {
      floats(INPUT, Way::kernel);
      floats(RECURRENT, Way::recurrent);
    }
    bias();
    OnnxGraph.Node node =
        graph
            .node(operator(bytes), outputs, inputs.toArray(String[]::new))
            .output(last)
            .integer("hidden_size", units)
            .text("direction", ways.size() == 1 ? "forward" : "bidirectional");
    if (bytes) {
      node.microsoft();
    }
    if (cell == Cell.GRU_RESET_AFTER) {
      node.integer("linear_before_reset", 1);
    }
  }

  private String operator(boolean bytes) {
    if (cell == Cell.LSTM) {
      return bytes ? "DynamicQuantizeLSTM" : "LSTM";
    }
    if (bytes || cell.gates() != 3) {
      throw new IllegalArgumentException(
          "ONNX Runtime has no " + cell.label() + (bytes ? " of bytes" : ""));
    }
    return "GRU";
  }

  /** One of a way's matrices. */
  private interface Part {
    float[] of(Way way);
  }

  private int columns() {
    return cell.gates() * units;
  }

  private void floats(String name, Part part) {
    int rows = part.of(ways.get(0)).length / columns();
    float[] all = new float[0];
    for (Way way : ways) {
      float[] matrix = OnnxWeights.gates(part.of(way), rows, units, cell);
      all = joined(all, OnnxWeights.transposed(matrix, rows, columns()));
    }
    graph.floats(name, all, ways.size(), columns(), rows);
  }

  /** Not transposed, unlike the other ones. */
  private void bytes(String name, Part part, List<String> inputs) {
    int rows = part.of(ways.get(0)).length / columns();
    byte[] all = new byte[ways.size() * rows * columns()];
    float[] scales = new float[0];
    for (int way = 0; way < ways.size(); way++) {
      float[] matrix = OnnxWeights.gates(part.of(ways.get(way)), rows, units, cell);
      QuantizedMatrix quantized = QuantizedMatrix.of(matrix, columns());
      System.arraycopy(quantized.values(), 0, all, way * rows * columns(), rows * columns());
      scales = joined(scales, quantized.scales());
    }
    graph.bytes(name, all, ways.size(), rows, columns());
    graph.floats(name + " scales", scales, ways.size(), columns());
    graph.bytes(name + " zeros", new byte[scales.length], ways.size(), columns());
    inputs.addAll(List.of(name + " scales", name + " zeros"));
  }

  /** The inputs' bias of each way, then the outputs'. */
  private void bias() {
    float[] all = new float[0];
    for (Way way : ways) {
      float[] both = Arrays.copyOf(way.bias(), 2 * columns());
      all = joined(all, OnnxWeights.gates(both, 2, units, cell));
    }
    graph.floats(BIAS, all, ways.size(), 2L * columns());
  }

  private static float[] joined(float[] one, float[] other) {
    float[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }
}
