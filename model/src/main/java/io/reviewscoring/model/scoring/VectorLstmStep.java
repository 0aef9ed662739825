package io.reviewscoring.model.scoring;

/** An LSTM's steps with vectors: units in groups as wide as one, a group's gates side by side. */
final class VectorLstmStep extends ProductStep {
  private final int groups;

  VectorLstmStep(int lanes, int groups, Matrix recurrent) {
    super(lanes, groups * VectorNetwork.WIDTH, true, recurrent, groups * 4 * VectorNetwork.WIDTH);
    this.groups = groups;
  }

  @Override
  void open(int lane, float[] inputs, float[] sums) {
    Rows.add(inputs, sums);
    VectorGates.apply(sums, 0, groups, groups, cell[lane], 0, output[lane], 0);
  }
}
