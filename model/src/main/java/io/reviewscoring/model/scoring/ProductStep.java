package io.reviewscoring.model.scoring;

/** A step of one product, that of the last outputs. */
abstract class ProductStep extends Step {
  private final Matrix.Product recurrent;

  /** {@code [lanes][columns]}. */
  private final float[][] sums;

  /**
   * @param units of outputs, filled up if the columns are
   */
  ProductStep(int lanes, int units, boolean hasCell, Matrix recurrent, int columns) {
    super(lanes, units, hasCell);
    this.recurrent = recurrent.newProduct();
    this.sums = new float[lanes][columns];
  }

  @Override
  final void take(float[][] inputs, int count) {
    recurrent.of(output, sums, count);
    for (int lane = 0; lane < count; lane++) {
      open(lane, inputs[lane], sums[lane]);
    }
  }

  /**
   * Makes the next output of a lane.
   *
   * @param inputs what the inputs give {@code [columns]}; not changed
   * @param sums what the last outputs give {@code [columns]}; of no use afterwards
   */
  abstract void open(int lane, float[] inputs, float[] sums);
}
