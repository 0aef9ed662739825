package io.reviewscoring.model.scoring;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The LSTM's weights for several rows of inputs at once. The columns are cut into strips of three
 * vectors, the last ones of two where threes don't come out even; rows of inputs that go through a
 * strip together share each reading of its weights, and keep their sums in registers. Each sum
 * takes its terms in ascending order by fused multiply-adds, as {@link Rows} has it.
 *
 * <p>The loops are written out, since a vector in an array or a field would be an object.
 *
 * <p>Immutable once filled; safe for use by many threads.
 */
final class VectorStrips {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int THREE = 3 * WIDTH;
  private static final int TWO = 2 * WIDTH;

  /** Rows that go together at least. What rows get that were not asked for has no meaning. */
  static final int FEW = 4;

  /**
   * Whether eight rows keep 24 sums, three weights and an input in registers. x86 has 32 of them
   * where vectors have 512 bits, and often 16 otherwise; other processors have 32. Tests ask for
   * either.
   */
  private static final boolean EIGHT =
      Integer.getInteger("reviewscoring.vector.rows") == null
          ? !List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))
              || SPECIES.vectorBitSize() >= 512
          : Integer.getInteger("reviewscoring.vector.rows") == 2 * FEW;

  private final int inputs;
  private final int threes;
  private final int twos;

  /**
   * From {@link #start} {@code [threes][inputs][3][WIDTH]}, then {@code [twos][inputs][2][WIDTH]}.
   */
  private final float[] weights;

  private final int start;

  /** {@code [vectors][WIDTH]}. */
  private final float[] bias;

  /**
   * Makes them; their weights are to be set.
   *
   * @param inputs rows of the matrix
   * @param bias whole vectors, two at least
   * @param weights room for {@code inputs} times as many floats, from {@code start}
   */
  VectorStrips(int inputs, float[] bias, float[] weights, int start) {
    int vectors = bias.length / WIDTH;
    this.inputs = inputs;
    this.twos = (3 - vectors % 3) % 3;
    this.threes = (vectors - 2 * twos) / 3;
    this.bias = bias;
    this.weights = weights;
    this.start = start;
  }

  /** Sets one input's weights, laid out as the bias. */
  void set(int input, float[] row) {
    for (int strip = 0; strip < threes; strip++) {
      System.arraycopy(row, strip * THREE, weights, threeAt(strip) + input * THREE, THREE);
    }
    for (int strip = 0; strip < twos; strip++) {
      System.arraycopy(row, threes * THREE + strip * TWO, weights, twoAt(strip) + input * TWO, TWO);
    }
  }

  private int threeAt(int strip) {
    return start + strip * inputs * THREE;
  }

  private int twoAt(int strip) {
    return start + inputs * (threes * THREE + strip * TWO);
  }

  /**
   * Bias and product of the first inputs, for rows from {@code first} to before {@code end} and up
   * to {@link #FEW} - 1 beyond. All rows use a strip's weights before the next strip's, so that the
   * nearest cache keeps them, if it is large enough.
   *
   * @param x rows of inputs, {@code xStride} apart
   * @param used how many inputs of a row are multiplied
   * @param sums receives rows, {@code sumsStride} apart, each laid out as the bias
   */
  void sum(float[] x, int xStride, int first, int end, int used, float[] sums, int sumsStride) {
    for (int strip = 0; strip < threes; strip++) {
      int from = threeAt(strip);
      int column = strip * THREE;
      int row = first;
      for (; EIGHT && row + FEW < end; row += 2 * FEW) {
        eightByThree(x, xStride, row, from, used, column, sums, sumsStride);
      }
      for (; row < end; row += FEW) {
        fourByThree(x, xStride, row, from, used, column, sums, sumsStride);
      }
    }
    for (int strip = 0; strip < twos; strip++) {
      int from = twoAt(strip);
      int column = threes * THREE + strip * TWO;
      int row = first;
      for (; EIGHT && row + FEW < end; row += 2 * FEW) {
        eightByTwo(x, xStride, row, from, used, column, sums, sumsStride);
      }
      for (; row < end; row += FEW) {
        fourByTwo(x, xStride, row, from, used, column, sums, sumsStride);
      }
    }
  }

  /**
   * {@code sums[r][c] = bias[c] + x[r][i] × weights[i][c]} for i from 0 to {@code used}, in this
   * order, with eight rows from {@code row} and the three vectors of columns at {@code column}.
   *
   * @param from where the strip's weights begin
   */
  private void eightByThree(
      float[] x,
      int xStride,
      int row,
      int from,
      int used,
      int column,
      float[] sums,
      int sumsStride) {
    int xa = row * xStride;
    int xb = xa + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    int xe = xd + xStride;
    int xf = xe + xStride;
    int xg = xf + xStride;
    int xh = xg + xStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, column + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, bias, column + 2 * WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector c2 = a2;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    FloatVector d2 = a2;
    FloatVector e0 = a0;
    FloatVector e1 = a1;
    FloatVector e2 = a2;
    FloatVector f0 = a0;
    FloatVector f1 = a1;
    FloatVector f2 = a2;
    FloatVector g0 = a0;
    FloatVector g1 = a1;
    FloatVector g2 = a2;
    FloatVector h0 = a0;
    FloatVector h1 = a1;
    FloatVector h2 = a2;
    for (int i = 0; i < used; i++) {
      int at = from + i * THREE;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector w2 = FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xa + i]);
      a0 = in.fma(w0, a0);
      a1 = in.fma(w1, a1);
      a2 = in.fma(w2, a2);
      in = FloatVector.broadcast(SPECIES, x[xb + i]);
      b0 = in.fma(w0, b0);
      b1 = in.fma(w1, b1);
      b2 = in.fma(w2, b2);
      in = FloatVector.broadcast(SPECIES, x[xc + i]);
      c0 = in.fma(w0, c0);
      c1 = in.fma(w1, c1);
      c2 = in.fma(w2, c2);
      in = FloatVector.broadcast(SPECIES, x[xd + i]);
      d0 = in.fma(w0, d0);
      d1 = in.fma(w1, d1);
      d2 = in.fma(w2, d2);
      in = FloatVector.broadcast(SPECIES, x[xe + i]);
      e0 = in.fma(w0, e0);
      e1 = in.fma(w1, e1);
      e2 = in.fma(w2, e2);
      in = FloatVector.broadcast(SPECIES, x[xf + i]);
      f0 = in.fma(w0, f0);
      f1 = in.fma(w1, f1);
      f2 = in.fma(w2, f2);
      in = FloatVector.broadcast(SPECIES, x[xg + i]);
      g0 = in.fma(w0, g0);
      g1 = in.fma(w1, g1);
      g2 = in.fma(w2, g2);
      in = FloatVector.broadcast(SPECIES, x[xh + i]);
      h0 = in.fma(w0, h0);
      h1 = in.fma(w1, h1);
      h2 = in.fma(w2, h2);
    }
    int to = row * sumsStride + column;
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + WIDTH);
    a2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    b0.intoArray(sums, to);
    b1.intoArray(sums, to + WIDTH);
    b2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + WIDTH);
    c2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    d0.intoArray(sums, to);
    d1.intoArray(sums, to + WIDTH);
    d2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    e0.intoArray(sums, to);
    e1.intoArray(sums, to + WIDTH);
    e2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    f0.intoArray(sums, to);
    f1.intoArray(sums, to + WIDTH);
    f2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    g0.intoArray(sums, to);
    g1.intoArray(sums, to + WIDTH);
    g2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    h0.intoArray(sums, to);
    h1.intoArray(sums, to + WIDTH);
    h2.intoArray(sums, to + 2 * WIDTH);
  }

  private void eightByTwo(
      float[] x,
      int xStride,
      int row,
      int from,
      int used,
      int column,
      float[] sums,
      int sumsStride) {
    int xa = row * xStride;
    int xb = xa + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    int xe = xd + xStride;
    int xf = xe + xStride;
    int xg = xf + xStride;
    int xh = xg + xStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, column + WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    FloatVector e0 = a0;
    FloatVector e1 = a1;
    FloatVector f0 = a0;
    FloatVector f1 = a1;
    FloatVector g0 = a0;
    FloatVector g1 = a1;
    FloatVector h0 = a0;
    FloatVector h1 = a1;
    for (int i = 0; i < used; i++) {
      int at = from + i * TWO;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xa + i]);
      a0 = in.fma(w0, a0);
      a1 = in.fma(w1, a1);
      in = FloatVector.broadcast(SPECIES, x[xb + i]);
      b0 = in.fma(w0, b0);
      b1 = in.fma(w1, b1);
      in = FloatVector.broadcast(SPECIES, x[xc + i]);
      c0 = in.fma(w0, c0);
      c1 = in.fma(w1, c1);
      in = FloatVector.broadcast(SPECIES, x[xd + i]);
      d0 = in.fma(w0, d0);
      d1 = in.fma(w1, d1);
      in = FloatVector.broadcast(SPECIES, x[xe + i]);
      e0 = in.fma(w0, e0);
      e1 = in.fma(w1, e1);
      in = FloatVector.broadcast(SPECIES, x[xf + i]);
      f0 = in.fma(w0, f0);
      f1 = in.fma(w1, f1);
      in = FloatVector.broadcast(SPECIES, x[xg + i]);
      g0 = in.fma(w0, g0);
      g1 = in.fma(w1, g1);
      in = FloatVector.broadcast(SPECIES, x[xh + i]);
      h0 = in.fma(w0, h0);
      h1 = in.fma(w1, h1);
    }
    int to = row * sumsStride + column;
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    b0.intoArray(sums, to);
    b1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    d0.intoArray(sums, to);
    d1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    e0.intoArray(sums, to);
    e1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    f0.intoArray(sums, to);
    f1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    g0.intoArray(sums, to);
    g1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    h0.intoArray(sums, to);
    h1.intoArray(sums, to + WIDTH);
  }

  private void fourByThree(
      float[] x,
      int xStride,
      int row,
      int from,
      int used,
      int column,
      float[] sums,
      int sumsStride) {
    int xa = row * xStride;
    int xb = xa + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, column + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, bias, column + 2 * WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector c2 = a2;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    FloatVector d2 = a2;
    for (int i = 0; i < used; i++) {
      int at = from + i * THREE;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector w2 = FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xa + i]);
      a0 = in.fma(w0, a0);
      a1 = in.fma(w1, a1);
      a2 = in.fma(w2, a2);
      in = FloatVector.broadcast(SPECIES, x[xb + i]);
      b0 = in.fma(w0, b0);
      b1 = in.fma(w1, b1);
      b2 = in.fma(w2, b2);
      in = FloatVector.broadcast(SPECIES, x[xc + i]);
      c0 = in.fma(w0, c0);
      c1 = in.fma(w1, c1);
      c2 = in.fma(w2, c2);
      in = FloatVector.broadcast(SPECIES, x[xd + i]);
      d0 = in.fma(w0, d0);
      d1 = in.fma(w1, d1);
      d2 = in.fma(w2, d2);
    }
    int to = row * sumsStride + column;
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + WIDTH);
    a2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    b0.intoArray(sums, to);
    b1.intoArray(sums, to + WIDTH);
    b2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + WIDTH);
    c2.intoArray(sums, to + 2 * WIDTH);
    to += sumsStride;
    d0.intoArray(sums, to);
    d1.intoArray(sums, to + WIDTH);
    d2.intoArray(sums, to + 2 * WIDTH);
  }

  private void fourByTwo(
      float[] x,
      int xStride,
      int row,
      int from,
      int used,
      int column,
      float[] sums,
      int sumsStride) {
    int xa = row * xStride;
    int xb = xa + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, column + WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    for (int i = 0; i < used; i++) {
      int at = from + i * TWO;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xa + i]);
      a0 = in.fma(w0, a0);
      a1 = in.fma(w1, a1);
      in = FloatVector.broadcast(SPECIES, x[xb + i]);
      b0 = in.fma(w0, b0);
      b1 = in.fma(w1, b1);
      in = FloatVector.broadcast(SPECIES, x[xc + i]);
      c0 = in.fma(w0, c0);
      c1 = in.fma(w1, c1);
      in = FloatVector.broadcast(SPECIES, x[xd + i]);
      d0 = in.fma(w0, d0);
      d1 = in.fma(w1, d1);
    }
    int to = row * sumsStride + column;
    a0.intoArray(sums, to);
    a1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    b0.intoArray(sums, to);
    b1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    c0.intoArray(sums, to);
    c1.intoArray(sums, to + WIDTH);
    to += sumsStride;
    d0.intoArray(sums, to);
    d1.intoArray(sums, to + WIDTH);
  }
}
