package io.reviewscoring.model.scoring;

/** A step of one product, that of the last outputs. */
abstract class ProductStep extends Step {
  private final Matrix.Product recurrent;

  /** Floats from one lane's sums to the next's. */
  final int columns;

  /** What the last outputs give {@code [lanes][columns]}; of no use once a lane is opened. */
  final float[] sums;

  /**
   * @param units of outputs, filled up if the columns are
   */
  ProductStep(int lanes, int units, boolean hasCell, Matrix recurrent) {
    super(lanes, units, hasCell);
    this.recurrent = recurrent.newProduct();
    this.columns = recurrent.stride();
    this.sums = new float[lanes * columns];
  }

  @Override
  final void take(float[][] rows, int[] at, int count) {
    recurrent.of(output, units, sums, count);
    for (int lane = 0; lane < count; lane++) {
      open(lane, rows[at[lane]]);
    }
  }

  /**
   * Makes the next output of a lane.
   *
   * @param inputs what the inputs give; not changed
   */
  abstract void open(int lane, float[] inputs);
}
