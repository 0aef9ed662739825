package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import java.util.Arrays;

/** The steps of a GRU whose reset gate stands before the product (Cho et al. 2014). */
final class GruBeforeStep extends Step {
  private final Matrix.Product gates;
  private final Matrix.Product candidate;

  /** Floats from one lane's sums of the gates to the next's. */
  private final int gatesColumns;

  /** The same of the candidate. */
  private final int candidateColumns;

  /** {@code [lanes][gatesColumns]}. */
  private final float[] sums;

  /** {@code [lanes][candidateColumns]}. */
  private final float[] inner;

  /** What the reset gate lets through {@code [lanes][units]}. */
  private final float[] kept;

  // One lane's, as the loops over whole arrays want them.
  private final float[] last;
  private final float[] gate;
  private final float[] proposed;
  private final float[] added;

  GruBeforeStep(int lanes, int units, Matrix gates, Matrix candidate) {
    super(lanes, units, false);
    this.gates = gates.newProduct();
    this.candidate = candidate.newProduct();
    this.gatesColumns = gates.stride();
    this.candidateColumns = candidate.stride();
    this.sums = new float[lanes * gatesColumns];
    this.inner = new float[lanes * candidateColumns];
    this.kept = new float[lanes * units];
    this.last = new float[units];
    this.gate = new float[units];
    this.proposed = new float[units];
    this.added = new float[units];
  }

  @Override
  void take(float[][] rows, int[] at, int count) {
    gates.of(output, units, sums, count);
    for (int lane = 0; lane < count; lane++) {
      sum(rows[at[lane]], units, sums, lane * gatesColumns + units, gate);
      Curves.apply(Function.SIGMOID, gate);
      System.arraycopy(output, lane * units, last, 0, units);
      Arrays.fill(added, 0f);
      Rows.addEach(gate, last, added);
      System.arraycopy(added, 0, kept, lane * units, units);
    }
    candidate.of(kept, units, inner, count);
    for (int lane = 0; lane < count; lane++) {
      sum(rows[at[lane]], 0, sums, lane * gatesColumns, gate);
      sum(rows[at[lane]], 2 * units, inner, lane * candidateColumns, proposed);
      System.arraycopy(output, lane * units, last, 0, units);
      mix();
      System.arraycopy(last, 0, output, lane * units, units);
    }
  }

  /** What the inputs give and what the last outputs do. */
  private void sum(float[] inputs, int inputsAt, float[] sums, int sumsAt, float[] to) {
    System.arraycopy(inputs, inputsAt, to, 0, units);
    System.arraycopy(sums, sumsAt, added, 0, units);
    Rows.add(added, to);
  }

  /** The gate says how much of the last output stays. */
  private void mix() {
    Curves.apply(Function.SIGMOID, gate);
    Curves.apply(Function.TANH, proposed);
    for (int unit = 0; unit < units; unit++) {
      last[unit] = Math.fma(gate[unit], last[unit] - proposed[unit], proposed[unit]);
    }
  }
}
