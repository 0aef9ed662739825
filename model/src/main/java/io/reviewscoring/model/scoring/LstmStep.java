package io.reviewscoring.model.scoring;

/** An LSTM's steps in plain Java. */
final class LstmStep extends ProductStep {

  LstmStep(int lanes, int units, Matrix recurrent) {
    super(lanes, units, true, recurrent, 4 * units);
  }

  @Override
  void open(int lane, float[] inputs, float[] sums) {
    Rows.add(inputs, sums);
    Gates.apply(sums, cell[lane], output[lane]);
  }
}
