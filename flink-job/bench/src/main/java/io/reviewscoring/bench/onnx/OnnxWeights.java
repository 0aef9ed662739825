package io.reviewscoring.bench.onnx;

/** The LSTM's weights in ONNX's orders. */
final class OnnxWeights {

  /**
   * The block of a bundle's row (input, forget, candidate, output) at each of ONNX's places (input,
   * output, forget, candidate).
   */
  private static final int[] BLOCKS = {0, 3, 1, 2};

  private OnnxWeights() {}

  /** Rows {@code [rows][4 × units]} with the gates in ONNX's order. */
  static float[] gates(float[] from, int rows, int units) {
    float[] to = new float[from.length];
    for (int row = 0; row < rows; row++) {
      for (int block = 0; block < 4; block++) {
        System.arraycopy(
            from, (row * 4 + BLOCKS[block]) * units, to, (row * 4 + block) * units, units);
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
