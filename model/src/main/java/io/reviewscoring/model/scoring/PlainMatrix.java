package io.reviewscoring.model.scoring;

import java.util.Arrays;

/** A matrix in plain Java. */
final class PlainMatrix implements Matrix, Matrix.Product {
  /** {@code [inputs][outputs]}. */
  private final float[][] rows;

  PlainMatrix(float[] values, int inputs) {
    this.rows = Rows.of(values, inputs);
  }

  @Override
  public Product newProduct() {
    return this;
  }

  @Override
  public void of(float[][] x, float[][] to, int count) {
    for (int lane = 0; lane < count; lane++) {
      of(x[lane], to[lane]);
    }
  }

  @Override
  public void of(float[] x, float[] to) {
    Arrays.fill(to, 0f);
    Rows.addProduct(x, 0, rows, 0, rows.length, to);
  }
}
