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
  public int stride() {
    return rows[0].length;
  }

  @Override
  public Product newProduct() {
    return this;
  }

  /** Plain Java has one review go alone. */
  @Override
  public void of(float[] x, int xStride, float[] to, int count) {
    of(x, to);
  }

  @Override
  public void of(float[] x, float[] to) {
    Arrays.fill(to, 0f);
    Rows.addProduct(x, 0, rows, 0, rows.length, to);
  }
}
