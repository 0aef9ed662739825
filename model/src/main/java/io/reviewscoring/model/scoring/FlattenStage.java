package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.NetworkLayer.Flatten;
import io.reviewscoring.model.network.Shape;

/** All rows one after the other. */
final class FlattenStage extends WholeStage {

  FlattenStage(Flatten layer, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
  }

  @Override
  void whole(Flow in, float[] to) {
    int at = 0;
    for (float[] row : in.rows) {
      System.arraycopy(row, 0, to, at, row.length);
      at += row.length;
    }
  }
}
