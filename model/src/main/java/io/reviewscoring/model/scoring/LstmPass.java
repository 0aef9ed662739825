package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.Vocabulary;
import java.util.Arrays;

/**
 * One review's way through the network, in plain Java: the scratch arrays of one thread.
 *
 * <p>Every sum has one order, whatever the width of the machine: outputs stand side by side in the
 * inner loops, and each of them is summed over its inputs in ascending order with fused
 * multiply-adds.
 */
final class LstmPass implements Pass {
  private final FoldedNetwork network;
  private final int units;
  private final int gates;
  private final int filters;

  /** One place's convolution, {@code [filters]}. */
  private final float[] convolved;

  /** One word's share in it, {@code [filters]}. */
  private final float[] share;

  /** {@code [filters]}. */
  private final float[] pooled;

  /** What the inputs give each step's gates, {@code [steps][4 × units]}. */
  private final float[][] projected;

  /** {@code [units]}. */
  private final float[] output;

  /** {@code [units]}. */
  private final float[] cell;

  /** The largest output of any step so far, {@code [units]}. */
  private final float[] maximum;

  LstmPass(FoldedNetwork network) {
    Architecture architecture = network.architecture;
    this.network = network;
    this.units = architecture.lstmUnits();
    this.gates = 4 * units;
    this.filters = architecture.filters();
    this.convolved = new float[filters];
    this.share = new float[filters];
    this.pooled = new float[filters];
    this.projected = new float[architecture.steps()][gates];
    this.output = new float[units];
    this.cell = new float[units];
    this.maximum = new float[units];
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public float logOdds(int[] row, int padSteps) {
    load(network.padStates, padSteps * 3 * units);
    project(row, padSteps, network.architecture.steps());
    recur(padSteps, network.architecture.steps());
    return network.logOdds(output, 0, maximum, 0);
  }

  @Override
  public void logOdds(int[][] rows, int count, int padSteps, float[] logOdds) {
    for (int lane = 0; lane < count; lane++) {
      logOdds[lane] = logOdds(rows[lane], padSteps);
    }
  }

  /**
   * Output, cell and maximum after n steps of pads only, {@code [steps + 1][3][units]}: what every
   * review with so many leading pads begins with.
   */
  static float[] padStates(FoldedNetwork network) {
    Architecture architecture = network.architecture;
    int units = architecture.lstmUnits();
    float[] states = new float[(architecture.steps() + 1) * 3 * units];
    int[] pads = new int[architecture.sequenceLength()];
    Arrays.fill(pads, Vocabulary.PAD);
    LstmPass pass = new LstmPass(network);
    Arrays.fill(pass.maximum, Float.NEGATIVE_INFINITY);
    pass.save(states, 0);
    for (int step = 0; step < architecture.steps(); step++) {
      pass.project(pads, step, step + 1);
      pass.recur(step, step + 1);
      pass.save(states, (step + 1) * 3 * units);
    }
    return states;
  }

  private void load(float[] states, int at) {
    System.arraycopy(states, at, output, 0, units);
    System.arraycopy(states, at + units, cell, 0, units);
    System.arraycopy(states, at + 2 * units, maximum, 0, units);
  }

  private void save(float[] states, int at) {
    System.arraycopy(output, 0, states, at, units);
    System.arraycopy(cell, 0, states, at + units, units);
    System.arraycopy(maximum, 0, states, at + 2 * units, units);
  }

  /** Convolution, ReLU, pooling and the LSTM's input product of the steps from first to end. */
  private void project(int[] row, int first, int end) {
    int pool = network.architecture.poolSize();
    for (int step = first; step < end; step++) {
      // ReLU and maximum commute: the maximum with 0 comes in at the start.
      Arrays.fill(pooled, 0f);
      for (int position = step * pool; position < (step + 1) * pool; position++) {
        convolve(row, position);
        Rows.max(convolved, pooled);
      }
      System.arraycopy(network.lstmBias, 0, projected[step], 0, gates);
      Rows.addProduct(pooled, 0, network.inputWeights, 0, filters, projected[step]);
    }
  }

  private void convolve(int[] row, int position) {
    int kernel = network.architecture.kernelSize();
    System.arraycopy(network.convolutionBias, 0, convolved, 0, filters);
    for (int tap = 0; tap < kernel; tap++) {
      int from = network.tableAt + (row[position + tap] * kernel + tap) * filters;
      System.arraycopy(network.table, from, share, 0, filters);
      Rows.add(share, convolved);
    }
  }

  /** The recurrence of the steps from first to end. */
  private void recur(int first, int end) {
    for (int step = first; step < end; step++) {
      float[] sums = projected[step];
      Rows.addProduct(output, 0, network.recurrentWeights, 0, units, sums);
      Gates.apply(sums, cell, output);
      Rows.max(output, maximum);
    }
  }
}
