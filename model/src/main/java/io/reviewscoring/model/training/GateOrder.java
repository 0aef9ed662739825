package io.reviewscoring.model.training;

/**
 * The order of the LSTM's gates in a row of 4 × units columns. DL4J: candidate, forget, output,
 * input. Bundles, as Keras: input, forget, candidate, output.
 */
final class GateOrder {

  /** The DL4J block that stands at each place of a bundle's row. */
  private static final int[] DL4J_BLOCKS = {3, 1, 0, 2};

  /** The bundle's block that stands at each place of a DL4J row. */
  private static final int[] BUNDLE_BLOCKS = {2, 1, 3, 0};

  private GateOrder() {}

  /** Rows [n][4 × units] in DL4J's order to rows in the bundle's. */
  static float[] fromDl4j(float[] rows, int units) {
    return reordered(rows, units, DL4J_BLOCKS);
  }

  /** Rows [n][4 × units] in the bundle's order to rows in DL4J's. */
  static float[] toDl4j(float[] rows, int units) {
    return reordered(rows, units, BUNDLE_BLOCKS);
  }

  private static float[] reordered(float[] rows, int units, int[] blocks) {
    float[] result = new float[rows.length];
    for (int row = 0; row < rows.length; row += 4 * units) {
      for (int place = 0; place < 4; place++) {
        System.arraycopy(rows, row + blocks[place] * units, result, row + place * units, units);
      }
    }
    return result;
  }
}
