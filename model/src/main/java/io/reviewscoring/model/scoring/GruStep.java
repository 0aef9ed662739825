package io.reviewscoring.model.scoring;

/** A step of a GRU whose reset gate stands behind the product. */
abstract class GruStep extends Step {
  private final Matrix.Product recurrent;

  /** {@code [lanes][columns]}. */
  private final float[][] sums;

  /**
   * @param units of outputs, filled up if the columns are
   */
  GruStep(int lanes, int units, Matrix recurrent) {
    super(lanes, units, false);
    this.recurrent = recurrent.newProduct();
    this.sums = new float[lanes][3 * units];
  }

  @Override
  final void take(float[][] inputs, int count) {
    recurrent.of(output, sums, count);
    for (int lane = 0; lane < count; lane++) {
      open(inputs[lane], sums[lane], output[lane]);
    }
  }

  /** Makes the next output of a lane's inputs, sums and last output. */
  abstract void open(float[] inputs, float[] sums, float[] output);

  /** In plain Java. */
  static final class Plain extends GruStep {
    private final float[] candidateBias;

    Plain(int lanes, int units, Matrix recurrent, float[] candidateBias) {
      super(lanes, units, recurrent);
      this.candidateBias = candidateBias;
    }

    @Override
    void open(float[] inputs, float[] sums, float[] output) {
      GruGates.apply(inputs, sums, candidateBias, output);
    }
  }
}
