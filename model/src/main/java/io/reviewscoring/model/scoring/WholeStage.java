package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Shape;

/** A layer that makes one vector of all rows. */
abstract class WholeStage extends Stage {

  WholeStage(Shape output, int lanes, PadRun pads) {
    super(output, lanes, pads);
  }

  @Override
  final int padSteps(Flow in) {
    return 0;
  }

  @Override
  final void compute(Flow[] in, int count) {
    for (int lane = 0; lane < count; lane++) {
      whole(in[lane], out[lane].own[0]);
    }
  }

  /**
   * Computes it.
   *
   * @param to receives the vector
   */
  abstract void whole(Flow in, float[] to);
}
