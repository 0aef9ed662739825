package io.reviewscoring.model.scoring;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of vectors and matrices whose sums stay in registers. Each sum takes its terms in
 * ascending order by fused multiply-adds, as {@link Rows} has it.
 *
 * <p>The loops are written out, since a vector in an array or a field would be an object.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int QUAD = 4 * WIDTH;
  private static final int TAIL = 4 * VectorNetwork.HALF;

  /**
   * Rows that share a reading of the weights: as many as keep their sums in registers. x86 has 32
   * of them where vectors have 512 bits, and 16 otherwise; other processors have 32.
   */
  static final int ROWS =
      List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))
              && SPECIES.vectorBitSize() < 512
          ? 2
          : 4;

  private VectorProducts() {}

  /**
   * Adds a vector times a matrix of one group: {@code sums[gate][lane] += x[i] ×
   * weights[i][gate][lane]} for i from 0 to {@code inputs}, in this order.
   */
  static void addOne(
      float[] x, float[] weights, int weightsAt, int inputs, float[] sums, int sumsAt) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, sumsAt + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * WIDTH);
    FloatVector a3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * WIDTH);
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * QUAD;
      FloatVector in = FloatVector.broadcast(SPECIES, x[i]);
      a0 = in.fma(FloatVector.fromArray(SPECIES, weights, at), a0);
      a1 = in.fma(FloatVector.fromArray(SPECIES, weights, at + WIDTH), a1);
      a2 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH), a2);
      a3 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 3 * WIDTH), a3);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
    a2.intoArray(sums, sumsAt + 2 * WIDTH);
    a3.intoArray(sums, sumsAt + 3 * WIDTH);
  }

  /**
   * The same for two groups whose sums follow each other: one alone would wait for its own sums.
   *
   * @param secondAt where the second group's weights begin
   */
  static void addPair(
      float[] x,
      float[] weights,
      int weightsAt,
      int secondAt,
      int inputs,
      float[] sums,
      int sumsAt) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, sumsAt + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * WIDTH);
    FloatVector a3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * WIDTH);
    FloatVector b0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 4 * WIDTH);
    FloatVector b1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 5 * WIDTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 6 * WIDTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 7 * WIDTH);
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * QUAD;
      FloatVector in = FloatVector.broadcast(SPECIES, x[i]);
      a0 = in.fma(FloatVector.fromArray(SPECIES, weights, at), a0);
      a1 = in.fma(FloatVector.fromArray(SPECIES, weights, at + WIDTH), a1);
      a2 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH), a2);
      a3 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 3 * WIDTH), a3);
      at = secondAt + i * QUAD;
      b0 = in.fma(FloatVector.fromArray(SPECIES, weights, at), b0);
      b1 = in.fma(FloatVector.fromArray(SPECIES, weights, at + WIDTH), b1);
      b2 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH), b2);
      b3 = in.fma(FloatVector.fromArray(SPECIES, weights, at + 3 * WIDTH), b3);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
    a2.intoArray(sums, sumsAt + 2 * WIDTH);
    a3.intoArray(sums, sumsAt + 3 * WIDTH);
    b0.intoArray(sums, sumsAt + 4 * WIDTH);
    b1.intoArray(sums, sumsAt + 5 * WIDTH);
    b2.intoArray(sums, sumsAt + 6 * WIDTH);
    b3.intoArray(sums, sumsAt + 7 * WIDTH);
  }

  /**
   * {@link #ROWS} vectors times a matrix of one group, on top of a bias: {@code sums[r][gate][lane]
   * = bias[gate][lane] + x[r][i] × weights[i][gate][lane]} for i from 0 to {@code inputs}, in this
   * order.
   *
   * @param x rows, the first at {@code xAt}, each {@code xStride} after the one before
   * @param weights {@code [inputs][4][WIDTH]} at {@code weightsAt}
   * @param bias {@code [4][WIDTH]} at {@code biasAt}
   * @param sums receives rows {@code [4][WIDTH]}, the first at {@code sumsAt}, {@code sumsStride}
   *     apart
   */
  static void sumRows(
      float[] x,
      int xAt,
      int xStride,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStride) {
    if (ROWS == 4) {
      sumFour(x, xAt, xStride, weights, weightsAt, inputs, bias, biasAt, sums, sumsAt, sumsStride);
    } else {
      sumTwo(x, xAt, xStride, weights, weightsAt, inputs, bias, biasAt, sums, sumsAt, sumsStride);
    }
  }

  private static void sumFour(
      float[] x,
      int xAt,
      int xStride,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStride) {
    int xb = xAt + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    int sb = sumsAt + sumsStride;
    int sc = sb + sumsStride;
    int sd = sc + sumsStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, biasAt + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * WIDTH);
    FloatVector a3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector c2 = a2;
    FloatVector c3 = a3;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    FloatVector d2 = a2;
    FloatVector d3 = a3;
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * QUAD;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector w2 = FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH);
      FloatVector w3 = FloatVector.fromArray(SPECIES, weights, at + 3 * WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xAt + i]);
      a0 = in.fma(w0, a0);
      a1 = in.fma(w1, a1);
      a2 = in.fma(w2, a2);
      a3 = in.fma(w3, a3);
      in = FloatVector.broadcast(SPECIES, x[xb + i]);
      b0 = in.fma(w0, b0);
      b1 = in.fma(w1, b1);
      b2 = in.fma(w2, b2);
      b3 = in.fma(w3, b3);
      in = FloatVector.broadcast(SPECIES, x[xc + i]);
      c0 = in.fma(w0, c0);
      c1 = in.fma(w1, c1);
      c2 = in.fma(w2, c2);
      c3 = in.fma(w3, c3);
      in = FloatVector.broadcast(SPECIES, x[xd + i]);
      d0 = in.fma(w0, d0);
      d1 = in.fma(w1, d1);
      d2 = in.fma(w2, d2);
      d3 = in.fma(w3, d3);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
    a2.intoArray(sums, sumsAt + 2 * WIDTH);
    a3.intoArray(sums, sumsAt + 3 * WIDTH);
    b0.intoArray(sums, sb);
    b1.intoArray(sums, sb + WIDTH);
    b2.intoArray(sums, sb + 2 * WIDTH);
    b3.intoArray(sums, sb + 3 * WIDTH);
    c0.intoArray(sums, sc);
    c1.intoArray(sums, sc + WIDTH);
    c2.intoArray(sums, sc + 2 * WIDTH);
    c3.intoArray(sums, sc + 3 * WIDTH);
    d0.intoArray(sums, sd);
    d1.intoArray(sums, sd + WIDTH);
    d2.intoArray(sums, sd + 2 * WIDTH);
    d3.intoArray(sums, sd + 3 * WIDTH);
  }

  /** The same for two rows, whose sums fit into 16 registers. */
  private static void sumTwo(
      float[] x,
      int xAt,
      int xStride,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStride) {
    int xb = xAt + xStride;
    int sb = sumsAt + sumsStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, biasAt + WIDTH);
    FloatVector a2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * WIDTH);
    FloatVector a3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * QUAD;
      FloatVector inA = FloatVector.broadcast(SPECIES, x[xAt + i]);
      FloatVector inB = FloatVector.broadcast(SPECIES, x[xb + i]);
      FloatVector w = FloatVector.fromArray(SPECIES, weights, at);
      a0 = inA.fma(w, a0);
      b0 = inB.fma(w, b0);
      w = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      a1 = inA.fma(w, a1);
      b1 = inB.fma(w, b1);
      w = FloatVector.fromArray(SPECIES, weights, at + 2 * WIDTH);
      a2 = inA.fma(w, a2);
      b2 = inB.fma(w, b2);
      w = FloatVector.fromArray(SPECIES, weights, at + 3 * WIDTH);
      a3 = inA.fma(w, a3);
      b3 = inB.fma(w, b3);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
    a2.intoArray(sums, sumsAt + 2 * WIDTH);
    a3.intoArray(sums, sumsAt + 3 * WIDTH);
    b0.intoArray(sums, sb);
    b1.intoArray(sums, sb + WIDTH);
    b2.intoArray(sums, sb + 2 * WIDTH);
    b3.intoArray(sums, sb + 3 * WIDTH);
  }

  /**
   * A vector times the matrix of a tail, on top of a bias or of the sums so far: {@code
   * sums[gate][lane] = from[gate][lane] + x[i] × weights[i][gate][lane]}, in which a gate has half
   * as many lanes.
   */
  static void sumTail(
      float[] x,
      int xAt,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] from,
      int fromAt,
      float[] sums,
      int sumsAt) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, from, fromAt + WIDTH);
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * TAIL;
      FloatVector in = FloatVector.broadcast(SPECIES, x[xAt + i]);
      a0 = in.fma(FloatVector.fromArray(SPECIES, weights, at), a0);
      a1 = in.fma(FloatVector.fromArray(SPECIES, weights, at + WIDTH), a1);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
  }

  /** As {@link #sumRows} for a tail. */
  static void sumTailRows(
      float[] x,
      int xAt,
      int xStride,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStride) {
    if (ROWS == 4) {
      sumTailFour(
          x, xAt, xStride, weights, weightsAt, inputs, bias, biasAt, sums, sumsAt, sumsStride);
    } else {
      for (int row = 0; row < ROWS; row++) {
        int to = sumsAt + row * sumsStride;
        sumTail(x, xAt + row * xStride, weights, weightsAt, inputs, bias, biasAt, sums, to);
      }
    }
  }

  private static void sumTailFour(
      float[] x,
      int xAt,
      int xStride,
      float[] weights,
      int weightsAt,
      int inputs,
      float[] bias,
      int biasAt,
      float[] sums,
      int sumsAt,
      int sumsStride) {
    int xb = xAt + xStride;
    int xc = xb + xStride;
    int xd = xc + xStride;
    int sb = sumsAt + sumsStride;
    int sc = sb + sumsStride;
    int sd = sc + sumsStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, biasAt + WIDTH);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * TAIL;
      FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + WIDTH);
      FloatVector in = FloatVector.broadcast(SPECIES, x[xAt + i]);
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
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
    b0.intoArray(sums, sb);
    b1.intoArray(sums, sb + WIDTH);
    c0.intoArray(sums, sc);
    c1.intoArray(sums, sc + WIDTH);
    d0.intoArray(sums, sd);
    d1.intoArray(sums, sd + WIDTH);
  }
}
