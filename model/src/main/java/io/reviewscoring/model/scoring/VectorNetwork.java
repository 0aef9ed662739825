package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.Arrays;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A folded network laid out for vectors. Units stand in groups as wide as a vector, and a group's
 * four gates lie side by side. Units that are left over make a tail half as wide, if they fit, or
 * else another group, filled up with zeros: 70 units are four groups of 16 and a tail of 8.
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
   * The weights of the LSTM's own outputs once more, as a review alone wants them: from {@link
   * FoldedNetwork#HEAD} {@code [groups][units][4][WIDTH]}, then the tail's {@code
   * [units][4][HALF]}; what lies behind them is none of these.
   */
  final float[] recurrent;

  /** The weights of all inputs, with the bias. */
  final VectorStrips strips;

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
    this.folded = new FoldedNetwork(a, weights, size(units) + size(inputs));
    this.convolutionBias = new float[(a.filters() + WIDTH - 1) / WIDTH * WIDTH];
    System.arraycopy(folded.convolutionBias, 0, convolutionBias, 0, a.filters());
    this.recurrent = folded.table;
    group(folded.recurrentWeights, recurrent, FoldedNetwork.HEAD);
    this.lstmBias = new float[size(1)];
    group(new float[][] {folded.lstmBias}, lstmBias, 0);
    this.strips =
        new VectorStrips(inputs, lstmBias, folded.table, FoldedNetwork.HEAD + size(units));
    float[][] rows = Arrays.copyOf(folded.inputWeights, inputs);
    System.arraycopy(folded.recurrentWeights, 0, rows, a.filters(), units);
    float[] grouped = new float[size(1)];
    for (int input = 0; input < inputs; input++) {
      group(new float[][] {rows[input]}, grouped, 0);
      strips.set(input, grouped);
    }
    int states = folded.padStates.length / units;
    this.padStates = new float[states * unitVectors * WIDTH];
    for (int state = 0; state < states; state++) {
      System.arraycopy(
          folded.padStates, state * units, padStates, state * unitVectors * WIDTH, units);
    }
  }

  /**
   * Where a group's weights of the LSTM's own outputs begin, or with {@link #groups} the tail's.
   */
  int recurrentAt(int group) {
    return FoldedNetwork.HEAD + group * folded.architecture.lstmUnits() * 4 * WIDTH;
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
