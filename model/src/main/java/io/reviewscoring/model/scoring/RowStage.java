package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Shape;

/** A layer each of whose rows is computed by itself. */
abstract class RowStage extends Stage {

  RowStage(Shape output, int lanes, PadRun pads) {
    super(output, lanes, pads);
  }

  @Override
  int padSteps(Flow in) {
    return in.pads;
  }

  @Override
  int padStepsBehind(Flow in) {
    return in.padsBehind;
  }

  @Override
  final void compute(Flow[] in, int count) {
    for (int lane = 0; lane < count; lane++) {
      Flow to = out[lane];
      for (int step = to.pads; step < to.rows.length - to.padsBehind; step++) {
        row(in[lane], step, to.own[step]);
      }
    }
  }

  /**
   * Computes a row.
   *
   * @param to receives it {@code [width]}
   */
  abstract void row(Flow in, int step, float[] to);
}
