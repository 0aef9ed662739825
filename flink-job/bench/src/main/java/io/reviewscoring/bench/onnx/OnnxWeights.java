package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.network.Recurrent.Cell;

/** A recurrent layer's weights in ONNX's orders. */
final class OnnxWeights {

  /**
   * The block of a bundle's row (input, forget, candidate, output) at each of ONNX's places (input,
   * output, forget, candidate).
   */
  private static final int[] LSTM = {0, 3, 1, 2};

  /** Update, reset and candidate in both. */
  private static final int[] GRU = {0, 1, 2};

  private OnnxWeights() {}

  /** Rows {@code [rows][gates × units]} with the gates in ONNX's order. */
  static float[] gates(float[] from, int rows, int units, Cell cell) {
    int[] blocks = cell == Cell.LSTM ? LSTM : GRU;
    float[] to = new float[from.length];
    for (int row = 0; row < rows; row++) {
      int first = row * blocks.length;
      for (int block = 0; block < blocks.length; block++) {
        System.arraycopy(from, (first + blocks[block]) * units, to, (first + block) * units, units);
      }
    }
    return to;
  }

  /** {@code [rows][columns]} to {@code [columns][rows]}. */
  static float[] transposed(float[] from, int rows, int columns) {
    float[] to = new float[from.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[row * columns + column];
      }
    }
    return to;
  }
}
