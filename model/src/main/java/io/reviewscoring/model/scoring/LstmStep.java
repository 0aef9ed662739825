package io.reviewscoring.model.scoring;

/** An LSTM's steps in plain Java. */
final class LstmStep extends ProductStep {

  LstmStep(int lanes, int units, Matrix recurrent) {
    super(lanes, units, true, recurrent);
  }

  @Override
  void open(int lane, float[] inputs) {
    Rows.add(inputs, sums);
    Gates.apply(sums, cell, output);
  }
}
