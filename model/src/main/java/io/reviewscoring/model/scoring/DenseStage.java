package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.Shape;
import org.jspecify.annotations.Nullable;

/** Each row times a matrix. */
final class DenseStage extends RowStage {
  private final Matrix.Product product;

  /** {@code [units]}. */
  private final float[] bias;

  private final Function activation;

  DenseStage(Dense layer, Matrix matrix, float[] bias, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
    this.product = matrix.newProduct();
    this.bias = bias;
    this.activation = layer.activation();
  }

  @Override
  boolean @Nullable [] mask(Flow in) {
    return in.present;
  }

  @Override
  void row(Flow in, int step, float[] to) {
    product.of(in.rows[step], to);
    Rows.add(bias, to);
    Curves.apply(activation, to);
  }
}
