package io.reviewscoring.model.training;

/**
 * The order of the LSTM's gates in a row of 4 × units columns. DL4J: candidate, forget, output,
 * input. Bundles, as Keras: input, forget, candidate, output.
 */
final class GateOrder {

  /** The DL4J block that stands at each place of a bundle's row. */
  private static final int[] DL4J_BLOCKS = {3, 1, 0, 2};

  private GateOrder() {}

  /** Rows [n][4 × units] in DL4J's order to rows in the bundle's. */
  static float[] fromDl4j(float[] rows, int units) {
    float[] result = new float[rows.length];
    for (int row = 0; row < rows.length; row += 4 * units) {
      for (int block = 0; block < 4; block++) {
        System.arraycopy(
            rows, row + DL4J_BLOCKS[block] * units, result, row + block * units, units);
      }
    }
    return result;
  }

  /** Rows [n][4 × units] in the bundle's order to rows in DL4J's. */
  static float[] toDl4j(float[] rows, int units) {
    float[] result = new float[rows.length];
    for (int row = 0; row < rows.length; row += 4 * units) {
      for (int block = 0; block < 4; block++) {
        System.arraycopy(
            rows, row + block * units, result, row + DL4J_BLOCKS[block] * units, units);
      }
    }
    return result;
  }
}
