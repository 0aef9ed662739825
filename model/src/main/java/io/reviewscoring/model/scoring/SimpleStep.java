package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;

/** A step of a simple recurrent layer (Elman 1990). */
final class SimpleStep extends ProductStep {
  private final Function function;

  SimpleStep(int lanes, int units, Matrix recurrent, Function function) {
    super(lanes, units, false, recurrent, units);
    this.function = function;
  }

  @Override
  void open(int lane, float[] inputs, float[] sums) {
    Rows.add(inputs, sums);
    Curves.apply(function, sums);
    System.arraycopy(sums, 0, output[lane], 0, sums.length);
  }
}
