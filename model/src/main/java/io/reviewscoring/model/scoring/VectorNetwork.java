package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.Arrays;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A folded network laid out for vectors. Units stand in groups as wide as a vector; a group's four
 * gates lie side by side, so that they go through all inputs in registers and meet there. Units
 * that are left over make a tail half as wide, if they fit, or else another group, filled up with
 * zeros: 70 units are four groups of 16 and a tail of 8.
 *
 * <p>Immutable once made; safe for use by many threads.
 */
final class VectorNetwork implements Supplier<Pass> {

  /** The machine's own width, or as many bits as the tests ask for. */
  static final VectorSpecies<Float> SPECIES =
      Integer.getInteger("reviewscoring.vector.bits") == null
          ? FloatVector.SPECIES_PREFERRED
          : VectorSpecies.of(
              float.class, VectorShape.forBitSize(Integer.getInteger("reviewscoring.vector.bits")));

  /** Floats in a vector. */
  static final int WIDTH = SPECIES.length();

  /** Lanes of a tail. */
  static final int HALF = WIDTH / 2;

  final FoldedNetwork folded;

  /** As wide as a vector. */
  final int groups;

  /** Whether there is a tail. */
  final boolean tail;

  /** Vectors of units, the tail's included. */
  final int unitVectors;

  /** {@code [filters]}, filled up to whole vectors. */
  final float[] convolutionBias;

  /** Inputs of the LSTM: the filters, then its own last outputs. */
  final int inputs;

  /**
   * From {@link FoldedNetwork#HEAD} {@code [groups][inputs][4][WIDTH]}, then the tail's {@code
   * [inputs][4][HALF]}; the table behind them is none of these.
   */
  final float[] weights;

  /** {@code [groups][4][WIDTH]}, then the tail's {@code [4][HALF]}. */
  final float[] lstmBias;

  /**
   * Output, cell and maximum after n steps of pads only: {@code [steps + 1][3][unitVectors ×
   * WIDTH]}.
   */
  final float[] padStates;

  VectorNetwork(Architecture a, Weights weights) {
    int units = a.lstmUnits();
    int left = units % WIDTH;
    this.tail = left > 0 && left <= HALF;
    this.groups = units / WIDTH + (left > HALF ? 1 : 0);
    this.unitVectors = groups + (tail ? 1 : 0);
    this.inputs = a.filters() + units;
    this.folded = new FoldedNetwork(a, weights, size(inputs));
    this.convolutionBias = new float[(a.filters() + WIDTH - 1) / WIDTH * WIDTH];
    System.arraycopy(folded.convolutionBias, 0, convolutionBias, 0, a.filters());
    this.weights = folded.table;
    float[][] rows = Arrays.copyOf(folded.inputWeights, inputs);
    System.arraycopy(folded.recurrentWeights, 0, rows, a.filters(), units);
    group(rows, this.weights, FoldedNetwork.HEAD);
    this.lstmBias = new float[size(1)];
    group(new float[][] {folded.lstmBias}, lstmBias, 0);
    int states = folded.padStates.length / units;
    this.padStates = new float[states * unitVectors * WIDTH];
    for (int state = 0; state < states; state++) {
      System.arraycopy(
          folded.padStates, state * units, padStates, state * unitVectors * WIDTH, units);
    }
  }

  /** Where a group's weights begin, or with {@link #groups} the tail's. */
  private int weightsAt(int group) {
    return FoldedNetwork.HEAD + group * inputs * 4 * WIDTH;
  }

  /** Where the weights of the LSTM's own outputs begin in a group, or in the tail. */
  int recurrentAt(int group) {
    int width = group < groups ? WIDTH : HALF;
    return weightsAt(group) + folded.architecture.filters() * 4 * width;
  }

  /**
   * Bias and product of the first inputs, for rows from {@code first} to before {@code end} and on
   * to a multiple of {@link VectorProducts#ROWS}; what those get has no meaning. All rows use a
   * group's weights before the next group's, so that the nearest cache keeps them, if it is large
   * enough.
   *
   * @param x rows of inputs, {@code xStride} apart
   * @param used how many inputs of a row are multiplied
   * @param sums receives rows of gates, {@code sumsStride} apart, each laid out as the bias
   */
  void sumInputs(
      float[] x, int xStride, int first, int end, int used, float[] sums, int sumsStride) {
    for (int group = 0; group < groups; group++) {
      int at = group * 4 * WIDTH;
      for (int row = first; row < end; row += VectorProducts.ROWS) {
        VectorProducts.sumRows(
            x,
            row * xStride,
            xStride,
            weights,
            weightsAt(group),
            used,
            lstmBias,
            at,
            sums,
            row * sumsStride + at,
            sumsStride);
      }
    }
    int at = groups * 4 * WIDTH;
    for (int row = first; tail && row < end; row += VectorProducts.ROWS) {
      VectorProducts.sumTailRows(
          x,
          row * xStride,
          xStride,
          weights,
          weightsAt(groups),
          used,
          lstmBias,
          at,
          sums,
          row * sumsStride + at,
          sumsStride);
    }
  }

  /**
   * Copies what a review begins with after so many steps of pads, {@code [unitVectors × WIDTH]}.
   */
  void loadPadStates(
      int steps, float[] output, int outputAt, float[] cell, float[] maximum, int stateAt) {
    int size = unitVectors * WIDTH;
    int from = steps * 3 * size;
    System.arraycopy(padStates, from, output, outputAt, size);
    System.arraycopy(padStates, from + size, cell, stateAt, size);
    System.arraycopy(padStates, from + 2 * size, maximum, stateAt, size);
  }

  /** Floats that so many rows take in groups and tail. */
  private int size(int rows) {
    return rows * 4 * (groups * WIDTH + (tail ? HALF : 0));
  }

  /** Rows {@code [rows][4 × units]} as {@code [groups][rows][4][WIDTH]} and the tail. */
  private void group(float[][] rows, float[] grouped, int at) {
    for (int group = 0; group < groups; group++) {
      group(rows, group * WIDTH, WIDTH, grouped, at + group * rows.length * 4 * WIDTH);
    }
    if (tail) {
      group(rows, groups * WIDTH, HALF, grouped, at + groups * rows.length * 4 * WIDTH);
    }
  }

  /** The units from {@code first} as {@code [rows][4][width]}. */
  private static void group(float[][] rows, int first, int width, float[] grouped, int at) {
    int units = rows[0].length / 4;
    int count = Math.min(width, units - first);
    for (int row = 0; row < rows.length; row++) {
      for (int gate = 0; gate < 4; gate++) {
        int to = at + (row * 4 + gate) * width;
        System.arraycopy(rows[row], gate * units + first, grouped, to, count);
      }
    }
  }

  @Override
  public Pass get() {
    return new VectorPass(this);
  }
}
