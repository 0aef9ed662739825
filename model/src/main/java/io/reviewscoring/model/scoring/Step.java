package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.Recurrent;
import java.util.Arrays;

/**
 * One step of a recurrent layer, for reviews side by side: the scratch arrays of one thread.
 *
 * <p>The product of the last outputs is summed by itself; what the layer's inputs give, the bias
 * included, is added to it.
 */
abstract class Step {
  /** Floats from one lane's outputs to the next's. */
  final int units;

  /** {@code [lanes][units]}: the last outputs, before and after. */
  final float[] output;

  /** {@code [lanes][units]}; empty where a cell remembers its output alone. */
  final float[] cell;

  Step(int lanes, int units, boolean hasCell) {
    this.units = units;
    this.output = new float[lanes * units];
    this.cell = new float[hasCell ? lanes * units : 0];
  }

  /**
   * Takes a step of the first so many lanes.
   *
   * @param rows what inputs give {@code [rows][gates × units]}; not changed
   * @param at which row is each lane's {@code [lanes]}
   */
  abstract void take(float[][] rows, int[] at, int count);

  /** Exchanges two lanes, so that those that go on can stand first. */
  final void swap(int one, int other) {
    exchange(output, one, other);
    if (cell.length > 0) {
      exchange(cell, one, other);
    }
  }

  private void exchange(float[] rows, int one, int other) {
    for (int unit = 0; unit < units; unit++) {
      float number = rows[one * units + unit];
      rows[one * units + unit] = rows[other * units + unit];
      rows[other * units + unit] = number;
    }
  }

  /** Begins with zeros. */
  final void clear(int lane) {
    int at = lane * units;
    Arrays.fill(output, at, at + units, 0f);
    if (cell.length > 0) {
      Arrays.fill(cell, at, at + units, 0f);
    }
  }

  /** What a review's lane remembers. */
  final float[] state(int lane) {
    float[] state = new float[cell.length > 0 ? 2 * units : units];
    System.arraycopy(output, lane * units, state, 0, units);
    if (cell.length > 0) {
      System.arraycopy(cell, lane * units, state, units, units);
    }
    return state;
  }

  /** Goes on from what was remembered. */
  final void load(int lane, float[] state) {
    System.arraycopy(state, 0, output, lane * units, units);
    if (cell.length > 0) {
      System.arraycopy(state, units, cell, lane * units, units);
    }
  }

  /** What the layers' weights make a step of; for all threads. */
  interface Maker {
    Step newStep(int lanes);
  }

  /**
   * What makes steps.
   *
   * @param recurrent {@code [units][gates × units]} row-major, arranged where the cell has steps of
   *     the kernels' own
   * @param candidateBias of a GRU with its reset gate behind the product {@code [units]}; empty for
   *     others
   */
  static Maker of(
      Recurrent.Cell cell, int units, float[] recurrent, float[] candidateBias, Kernels kernels) {
    return switch (cell) {
      case LSTM -> kernels.lstm(kernels.matrix(recurrent, units), units);
      case GRU_RESET_AFTER -> kernels.gru(kernels.matrix(recurrent, units), candidateBias, units);
      case GRU -> {
        Matrix gates = kernels.matrix(columns(recurrent, units, 0, 2 * units), units);
        Matrix candidate = kernels.matrix(columns(recurrent, units, 2 * units, 3 * units), units);
        yield lanes -> new GruBeforeStep(lanes, units, gates, candidate);
      }
      case SIMPLE_TANH, SIMPLE_RELU -> {
        Matrix all = kernels.matrix(recurrent, units);
        Function function = cell == Recurrent.Cell.SIMPLE_RELU ? Function.RELU : Function.TANH;
        yield lanes -> new SimpleStep(lanes, units, all, function);
      }
    };
  }

  private static float[] columns(float[] matrix, int rows, int from, int to) {
    int width = matrix.length / rows;
    float[] cut = new float[rows * (to - from)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * width + from, cut, row * (to - from), to - from);
    }
    return cut;
  }
}
