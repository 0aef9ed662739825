package io.reviewscoring.model.scoring;

/** An LSTM's steps with vectors: units in groups as wide as one, a group's gates side by side. */
final class VectorLstmStep extends ProductStep {
  private final int groups;

  VectorLstmStep(int lanes, int groups, Matrix recurrent) {
    super(lanes, groups * VectorNetwork.WIDTH, true, recurrent);
    this.groups = groups;
  }

  @Override
  void open(int lane, float[] inputs) {
    int at = lane * columns;
    VectorGates.add(inputs, sums, at);
    VectorGates.apply(sums, at, groups, groups, cell, lane * units, output, lane * units);
  }
}
