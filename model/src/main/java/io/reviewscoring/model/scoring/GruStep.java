package io.reviewscoring.model.scoring;

/** The steps of a GRU whose reset gate stands behind the product, in plain Java. */
final class GruStep extends ProductStep {
  private final float[] candidateBias;

  GruStep(int lanes, int units, Matrix recurrent, float[] candidateBias) {
    super(lanes, units, false, recurrent);
    this.candidateBias = candidateBias;
  }

  @Override
  void open(int lane, float[] inputs) {
    GruGates.apply(inputs, sums, candidateBias, output);
  }
}
