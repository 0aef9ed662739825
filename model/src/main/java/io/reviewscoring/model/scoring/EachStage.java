package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.Shape;
import org.jspecify.annotations.Nullable;

/** Each number by itself: its column's scale and shift, then a function. */
final class EachStage extends RowStage {
  /** {@code [width]}; empty if it scales nothing. */
  private final float[] scale;

  /** {@code [width]}, or empty. */
  private final float[] shift;

  private final Function activation;

  EachStage(
      float[] scale, float[] shift, Function activation, Shape shape, int lanes, PadRun pads) {
    super(shape, lanes, pads);
    this.scale = scale;
    this.shift = shift;
    this.activation = activation;
  }

  @Override
  boolean @Nullable [] mask(Flow in) {
    return in.present;
  }

  @Override
  void row(Flow in, int step, float[] to) {
    System.arraycopy(in.rows[step], 0, to, 0, to.length);
    for (int i = 0; i < scale.length; i++) {
      to[i] = Math.fma(to[i], scale[i], shift[i]);
    }
    Curves.apply(activation, to);
  }
}
