package io.reviewscoring.model.scoring;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The LSTM's recurrent product of one review, with sums that stay in registers. Each sum takes its
 * terms in ascending order by fused multiply-adds, as {@link Rows} has it.
 *
 * <p>The loops are written out, since a vector in an array or a field would be an object.
 */
final class VectorProducts {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int QUAD = 4 * WIDTH;
  private static final int TAIL = 4 * VectorNetwork.HALF;

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

  /** As {@link #addOne} for a tail, in which a gate has half as many lanes. */
  static void addTail(
      float[] x, float[] weights, int weightsAt, int inputs, float[] sums, int sumsAt) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector a1 = FloatVector.fromArray(SPECIES, sums, sumsAt + WIDTH);
    for (int i = 0; i < inputs; i++) {
      int at = weightsAt + i * TAIL;
      FloatVector in = FloatVector.broadcast(SPECIES, x[i]);
      a0 = in.fma(FloatVector.fromArray(SPECIES, weights, at), a0);
      a1 = in.fma(FloatVector.fromArray(SPECIES, weights, at + WIDTH), a1);
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + WIDTH);
  }
}
