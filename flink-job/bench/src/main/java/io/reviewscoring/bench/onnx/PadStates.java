package io.reviewscoring.bench.onnx;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.Vocabulary;
import java.util.Arrays;

/**
 * What the LSTM of a bundle's network remembers after so many steps that see pads alone, which is
 * the same in every review. Immutable.
 */
public final class PadStates {
  private final Architecture architecture;

  /** {@code [steps + 1][units]} each. */
  private final float[][] outputs;

  private final float[][] cells;
  private final float[][] maxima;

  private PadStates(Architecture architecture) {
    this.architecture = architecture;
    int units = architecture.lstmUnits();
    this.outputs = new float[architecture.steps() + 1][units];
    this.cells = new float[architecture.steps() + 1][units];
    this.maxima = new float[architecture.steps() + 1][units];
  }

  /** Computes them, in double precision. */
  static PadStates of(Architecture architecture, Weights weights) {
    PadStates states = new PadStates(architecture);
    double[] inputs = states.inputs(weights);
    Arrays.fill(states.maxima[0], Float.NEGATIVE_INFINITY);
    for (int step = 0; step < architecture.steps(); step++) {
      states.take(step, inputs, weights);
    }
    return states;
  }

  /** What the gates get of a step of pads, the bias included: {@code [4 × units]}. */
  private double[] inputs(Weights weights) {
    int filters = architecture.filters();
    int size = architecture.embeddingSize();
    double[] pooled = new double[filters];
    for (int filter = 0; filter < filters; filter++) {
      double sum = weights.convolutionBias()[filter];
      for (int i = 0; i < architecture.kernelSize() * size; i++) {
        sum +=
            (double) weights.embedding()[Vocabulary.PAD * size + i % size]
                * weights.convolution()[i * filters + filter];
      }
      pooled[filter] = Math.max(0, sum);
    }
    int columns = 4 * architecture.lstmUnits();
    double[] inputs = new double[columns];
    for (int column = 0; column < columns; column++) {
      inputs[column] = weights.lstmBias()[column];
      for (int filter = 0; filter < filters; filter++) {
        inputs[column] += pooled[filter] * weights.inputWeights()[filter * columns + column];
      }
    }
    return inputs;
  }

  private void take(int step, double[] inputs, Weights weights) {
    int units = architecture.lstmUnits();
    double[] sums = inputs.clone();
    for (int from = 0; from < units; from++) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] +=
            (double) outputs[step][from] * weights.recurrentWeights()[from * sums.length + column];
      }
    }
    for (int unit = 0; unit < units; unit++) {
      double added = sigmoid(sums[unit]) * Math.tanh(sums[2 * units + unit]);
      double cell = sigmoid(sums[units + unit]) * cells[step][unit] + added;
      cells[step + 1][unit] = (float) cell;
      outputs[step + 1][unit] = (float) (sigmoid(sums[3 * units + unit]) * Math.tanh(cell));
      maxima[step + 1][unit] = Math.max(maxima[step][unit], outputs[step + 1][unit]);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Numbers of a state. */
  public int units() {
    return architecture.lstmUnits();
  }

  /** Places of a row that so many steps of pads leave out. */
  public int places(int steps) {
    return steps * architecture.poolSize();
  }

  /**
   * Steps that see pads alone in each of some rows; one less than all at most, since ONNX Runtime
   * wants something to do.
   */
  public int steps(int[][] rows, int from, int to) {
    int pads = architecture.sequenceLength();
    for (int row = from; row < to; row++) {
      int leading = 0;
      while (leading < pads && rows[row][leading] == Vocabulary.PAD) {
        leading++;
      }
      pads = leading;
    }
    int seen = Math.max(0, pads - architecture.kernelSize() + 1);
    return Math.min(architecture.steps() - 1, seen / architecture.poolSize());
  }

  /**
   * What an input of the model is, for one row.
   *
   * @param input its name
   */
  public float[] state(String input, int steps) {
    return switch (input) {
      case OnnxNetwork.INITIAL_OUTPUT -> outputs[steps];
      case OnnxNetwork.INITIAL_CELL -> cells[steps];
      case OnnxNetwork.INITIAL_MAXIMUM -> maxima[steps];
      default -> throw new IllegalArgumentException("there is no input " + input);
    };
  }
}
