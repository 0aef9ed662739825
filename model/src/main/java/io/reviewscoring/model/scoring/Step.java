package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.Recurrent;
import java.util.Arrays;
import java.util.List;

/**
 * One step of a recurrent layer, for reviews side by side: the scratch arrays of one thread.
 *
 * <p>The product of the last outputs is summed by itself; what the layer's inputs give, the bias
 * included, is added to it.
 */
abstract class Step {
  /** {@code [lanes][units]}: the last outputs, before and after. */
  final float[][] output;

  /** {@code [lanes][units]}; empty where a cell remembers its output alone. */
  final float[][] cell;

  Step(int lanes, int units, boolean hasCell) {
    this.output = new float[lanes][units];
    this.cell = new float[hasCell ? lanes : 0][units];
  }

  /**
   * Takes a step of the first so many lanes.
   *
   * @param inputs what the inputs give each lane {@code [lanes][gates × units]}; not changed
   */
  abstract void take(float[][] inputs, int count);

  /** Exchanges two lanes, so that those that go on can stand first. */
  final void swap(int one, int other) {
    exchange(output, one, other);
    if (cell.length > 0) {
      exchange(cell, one, other);
    }
  }

  private static void exchange(float[][] rows, int one, int other) {
    float[] row = rows[one];
    rows[one] = rows[other];
    rows[other] = row;
  }

  /** Begins with zeros. */
  final void clear(int lane) {
    Arrays.fill(output[lane], 0f);
    if (cell.length > 0) {
      Arrays.fill(cell[lane], 0f);
    }
  }

  /** What a review's lane remembers. */
  final float[] state(int lane) {
    int units = output[lane].length;
    float[] state = Arrays.copyOf(output[lane], cell.length > 0 ? 2 * units : units);
    if (cell.length > 0) {
      System.arraycopy(cell[lane], 0, state, units, units);
    }
    return state;
  }

  /** Goes on from what was remembered. */
  final void load(int lane, float[] state) {
    int units = output[lane].length;
    System.arraycopy(state, 0, output[lane], 0, units);
    if (cell.length > 0) {
      System.arraycopy(state, units, cell[lane], 0, units);
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
        yield lanes -> new Gru(lanes, units, List.of(gates, candidate));
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

  /** A GRU's last step: the gate says how much of the output stays. */
  private static void mix(float[] update, float[] candidate, float[] output) {
    Curves.apply(Function.SIGMOID, update);
    Curves.apply(Function.TANH, candidate);
    for (int unit = 0; unit < output.length; unit++) {
      output[unit] = Math.fma(update[unit], output[unit] - candidate[unit], candidate[unit]);
    }
  }

  /** Cho et al. 2014. */
  private static final class Gru extends Step {
    private final Matrix.Product gates;
    private final Matrix.Product candidate;
    private final float[][] sums;
    private final float[][] inner;
    private final float[][] kept;
    private final float[] update;
    private final float[] reset;
    private final float[] added;

    Gru(int lanes, int units, List<Matrix> matrices) {
      super(lanes, units, false);
      this.gates = matrices.get(0).newProduct();
      this.candidate = matrices.get(1).newProduct();
      this.sums = new float[lanes][2 * units];
      this.inner = new float[lanes][units];
      this.kept = new float[lanes][units];
      this.update = new float[units];
      this.reset = new float[units];
      this.added = new float[units];
    }

    @Override
    void take(float[][] inputs, int count) {
      int units = output[0].length;
      gates.of(output, sums, count);
      for (int lane = 0; lane < count; lane++) {
        System.arraycopy(inputs[lane], units, reset, 0, units);
        System.arraycopy(sums[lane], units, added, 0, units);
        Rows.add(added, reset);
        Curves.apply(Function.SIGMOID, reset);
        Arrays.fill(kept[lane], 0f);
        Rows.addEach(reset, output[lane], kept[lane]);
      }
      candidate.of(kept, inner, count);
      for (int lane = 0; lane < count; lane++) {
        System.arraycopy(inputs[lane], 0, update, 0, units);
        System.arraycopy(sums[lane], 0, added, 0, units);
        Rows.add(added, update);
        System.arraycopy(inputs[lane], 2 * units, added, 0, units);
        Rows.add(added, inner[lane]);
        mix(update, inner[lane], output[lane]);
      }
    }
  }
}
