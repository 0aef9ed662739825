package io.reviewscoring.model.scoring;

import java.util.Arrays;

/**
 * A matrix whose products keep their sums in registers: in strips for reviews side by side, in
 * quads of vectors for one alone. Columns are filled up with zeros.
 */
final class VectorMatrix implements Matrix {
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int QUAD = 4 * WIDTH;

  private final int inputs;
  private final int outputs;
  private final int quads;

  /** {@code [quads][inputs][4][WIDTH]}. */
  private final float[] weights;

  private final VectorStrips strips;

  /**
   * @param values row-major {@code [inputs][outputs]}
   */
  VectorMatrix(float[] values, int inputs) {
    this.inputs = inputs;
    this.outputs = values.length / inputs;
    this.quads = (outputs + QUAD - 1) / QUAD;
    int columns = quads * QUAD;
    this.weights = new float[inputs * columns];
    this.strips = new VectorStrips(inputs, new float[columns], new float[inputs * columns], 0);
    float[] row = new float[columns];
    for (int input = 0; input < inputs; input++) {
      System.arraycopy(values, input * outputs, row, 0, outputs);
      strips.set(input, row);
      for (int quad = 0; quad < quads; quad++) {
        System.arraycopy(row, quad * QUAD, weights, (quad * inputs + input) * QUAD, QUAD);
      }
    }
  }

  @Override
  public int stride() {
    return quads * QUAD;
  }

  @Override
  public Product newProduct() {
    return new Multiplier();
  }

  private final class Multiplier implements Product {
    /** One vector's. */
    private final float[] sums = new float[stride()];

    private boolean backwards;

    @Override
    public void of(float[] x, int xStride, float[] to, int count) {
      if (count == 1) {
        alone(x, to);
      } else {
        strips.sum(x, xStride, 0, count, inputs, to, stride());
      }
    }

    @Override
    public void of(float[] x, float[] to) {
      alone(x, sums);
      System.arraycopy(sums, 0, to, 0, outputs);
    }

    /** Every other time from the end, as {@link VectorPass} does and for its reason. */
    private void alone(float[] x, float[] sums) {
      Arrays.fill(sums, 0, stride(), 0f);
      int pairs = quads / 2;
      boolean odd = (quads & 1) == 1;
      backwards = !backwards;
      if (odd && backwards) {
        addLast(x, sums);
      }
      int each = inputs * QUAD;
      for (int i = 0; i < pairs; i++) {
        int quad = 2 * (backwards ? pairs - 1 - i : i);
        int at = quad * each;
        VectorProducts.addPair(x, weights, at, at + each, inputs, sums, quad * QUAD);
      }
      if (odd && !backwards) {
        addLast(x, sums);
      }
    }

    private void addLast(float[] x, float[] sums) {
      int quad = quads - 1;
      VectorProducts.addOne(x, weights, quad * inputs * QUAD, inputs, sums, quad * QUAD);
    }
  }
}
