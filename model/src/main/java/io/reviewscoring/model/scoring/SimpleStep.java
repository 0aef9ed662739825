package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;

/** A step of a simple recurrent layer (Elman 1990). */
final class SimpleStep extends ProductStep {
  private final Function function;
  private final float[] row;

  SimpleStep(int lanes, int units, Matrix recurrent, Function function) {
    super(lanes, units, false, recurrent);
    this.row = new float[units];
    this.function = function;
  }

  @Override
  void open(int lane, float[] inputs) {
    System.arraycopy(sums, lane * columns, row, 0, units);
    Rows.add(inputs, row);
    Curves.apply(function, row);
    System.arraycopy(row, 0, output, lane * units, units);
  }
}
