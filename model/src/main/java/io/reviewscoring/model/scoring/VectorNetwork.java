package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
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

  /** {@code [groups][filters][4][WIDTH]}, then the tail's {@code [filters][4][HALF]}. */
  final float[] inputWeights;

  /** {@code [groups][units][4][WIDTH]}, then the tail's {@code [units][4][HALF]}. */
  final float[] recurrentWeights;

  /** {@code [groups][4][WIDTH]}, then the tail's {@code [4][HALF]}. */
  final float[] lstmBias;

  /**
   * Output, cell and maximum after n steps of pads only: {@code [steps + 1][3][unitVectors ×
   * WIDTH]}.
   */
  final float[] padStates;

  VectorNetwork(FoldedNetwork folded) {
    Architecture a = folded.architecture;
    int units = a.lstmUnits();
    this.folded = folded;
    int left = units % WIDTH;
    this.tail = left > 0 && left <= HALF;
    this.groups = units / WIDTH + (left > HALF ? 1 : 0);
    this.unitVectors = groups + (tail ? 1 : 0);
    this.convolutionBias = new float[(a.filters() + WIDTH - 1) / WIDTH * WIDTH];
    System.arraycopy(folded.convolutionBias, 0, convolutionBias, 0, a.filters());
    this.inputWeights = grouped(folded.inputWeights);
    this.recurrentWeights = grouped(folded.recurrentWeights);
    this.lstmBias = grouped(new float[][] {folded.lstmBias});
    int states = folded.padStates.length / units;
    this.padStates = new float[states * unitVectors * WIDTH];
    for (int state = 0; state < states; state++) {
      System.arraycopy(
          folded.padStates, state * units, padStates, state * unitVectors * WIDTH, units);
    }
  }

  /** Rows {@code [rows][4 × units]} as {@code [groups][rows][4][WIDTH]} and the tail. */
  private float[] grouped(float[][] rows) {
    int tailAt = groups * rows.length * 4 * WIDTH;
    float[] grouped = new float[tailAt + (tail ? rows.length * 4 * HALF : 0)];
    for (int group = 0; group < groups; group++) {
      group(rows, group * WIDTH, WIDTH, grouped, group * rows.length * 4 * WIDTH);
    }
    if (tail) {
      group(rows, groups * WIDTH, HALF, grouped, tailAt);
    }
    return grouped;
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
