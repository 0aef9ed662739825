package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A folded network laid out for vectors. Units stand in groups as wide as a vector, the last filled
 * up with zeros; a group's four gates lie side by side, so that they go through all inputs in
 * registers and meet there.
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

  final FoldedNetwork folded;
  final int groups;

  /** {@code [filters]}, filled up to whole vectors. */
  final float[] convolutionBias;

  /** {@code [groups][filters][4][WIDTH]}. */
  final float[] inputWeights;

  /** {@code [groups][units][4][WIDTH]}. */
  final float[] recurrentWeights;

  /** {@code [groups][4][WIDTH]}. */
  final float[] lstmBias;

  /**
   * Output, cell and maximum after n steps of pads only: {@code [steps + 1][3][groups × WIDTH]}.
   */
  final float[] padStates;

  VectorNetwork(FoldedNetwork folded) {
    Architecture a = folded.architecture;
    int units = a.lstmUnits();
    this.folded = folded;
    this.groups = (units + WIDTH - 1) / WIDTH;
    this.convolutionBias = new float[(a.filters() + WIDTH - 1) / WIDTH * WIDTH];
    System.arraycopy(folded.convolutionBias, 0, convolutionBias, 0, a.filters());
    this.inputWeights = grouped(folded.inputWeights, units, groups);
    this.recurrentWeights = grouped(folded.recurrentWeights, units, groups);
    this.lstmBias = grouped(new float[][] {folded.lstmBias}, units, groups);
    int states = folded.padStates.length / units;
    this.padStates = new float[states * groups * WIDTH];
    for (int state = 0; state < states; state++) {
      System.arraycopy(folded.padStates, state * units, padStates, state * groups * WIDTH, units);
    }
  }

  /** Rows {@code [rows][4 × units]} as {@code [groups][rows][4][WIDTH]}. */
  private static float[] grouped(float[][] rows, int units, int groups) {
    float[] grouped = new float[groups * rows.length * 4 * WIDTH];
    for (int group = 0; group < groups; group++) {
      int first = group * WIDTH;
      int count = Math.min(WIDTH, units - first);
      for (int row = 0; row < rows.length; row++) {
        for (int gate = 0; gate < 4; gate++) {
          int to = ((group * rows.length + row) * 4 + gate) * WIDTH;
          System.arraycopy(rows[row], gate * units + first, grouped, to, count);
        }
      }
    }
    return grouped;
  }

  @Override
  public Pass get() {
    return new VectorPass(this);
  }
}
