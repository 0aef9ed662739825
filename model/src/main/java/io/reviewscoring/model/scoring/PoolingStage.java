package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.NetworkLayer.MaxPooling;
import io.reviewscoring.model.network.Shape;

/** The largest of each few places. */
final class PoolingStage extends RowStage {
  private final int poolSize;

  PoolingStage(MaxPooling layer, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
    this.poolSize = layer.poolSize();
  }

  @Override
  int padSteps(Flow in) {
    return in.pads / poolSize;
  }

  @Override
  int padStepsBehind(Flow in) {
    int first = in.rows.length - in.padsBehind;
    return Math.max(0, out[0].rows.length - (first + poolSize - 1) / poolSize);
  }

  @Override
  void row(Flow in, int step, float[] to) {
    System.arraycopy(in.rows[step * poolSize], 0, to, 0, to.length);
    for (int place = step * poolSize + 1; place < (step + 1) * poolSize; place++) {
      Rows.max(in.rows[place], to);
    }
  }
}
