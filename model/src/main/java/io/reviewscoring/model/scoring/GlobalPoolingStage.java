package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.NetworkLayer.GlobalPooling;
import io.reviewscoring.model.network.NetworkLayer.GlobalPooling.Of;
import io.reviewscoring.model.network.Shape;
import java.util.Arrays;

/** The maximum or the mean of all places. */
final class GlobalPoolingStage extends WholeStage {
  private final boolean mean;
  private final int width;

  /** Of a run that records: maximum or sum after each step. */
  private final float[][] states;

  GlobalPoolingStage(GlobalPooling layer, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
    this.mean = layer.of() == Of.AVERAGE;
    this.width = input.width();
    this.states = new float[recorded() ? 0 : input.steps() + 1][];
  }

  @Override
  void whole(Flow in, float[] to) {
    int from = recorded() ? in.pads : 0;
    if (from > 0) {
      System.arraycopy(stateAfter(from), 0, to, 0, width);
    } else {
      Arrays.fill(to, mean ? 0f : Float.NEGATIVE_INFINITY);
    }
    for (int step = from; step < in.rows.length; step++) {
      add(in, step, to);
      if (!recorded()) {
        states[step + 1] = to.clone();
      }
    }
    if (mean) {
      divide(to, counted(in));
    }
  }

  private void add(Flow in, int step, float[] sums) {
    if (!mean) {
      Rows.max(in.rows[step], sums);
    } else if (in.present == null || in.present[step]) {
      Rows.add(in.rows[step], sums);
    }
  }

  /** Places that the mean is of; where Keras would divide nothing by nothing, it is 0. */
  private static int counted(Flow in) {
    if (in.present == null) {
      return in.rows.length;
    }
    int count = 0;
    for (boolean each : in.present) {
      count += each ? 1 : 0;
    }
    return Math.max(1, count);
  }

  private static void divide(float[] sums, int count) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= count;
    }
  }

  @Override
  float[][] states() {
    return states;
  }
}
