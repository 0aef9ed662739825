package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;

/**
 * The way of reviews side by side: they go through the steps together, and in each step all of them
 * use a strip's weights before the next strip's. Each sum has the order that {@link LstmPass} gives
 * it.
 */
final class VectorLanes {

  /**
   * Reviews side by side, a multiple of {@link VectorStrips#FEW}. Where there are registers enough
   * for the sums of eight, each weight is read once a step; twice as many reviews gained nothing.
   */
  static final int LANES = 8;

  private static final int WIDTH = VectorNetwork.WIDTH;

  private final VectorNetwork network;
  private final Architecture architecture;
  private final int filters;
  private final int vectors;

  /** Floats from one lane's inputs to the next's. */
  private final int inputStride;

  /** Floats from one lane's gates to the next's. */
  private final int gatesStride;

  /** Floats from one lane's states to the next's. */
  private final int stateStride;

  /**
   * What the LSTM reads in a step, {@code [LANES][inputStride]}: the pooled filters, then the last
   * step's outputs, and behind them what whole vectors write.
   */
  private float[] inputs;

  /** The same for the next step. */
  private float[] nextInputs;

  /** The sums of the gates, {@code [LANES]}, each laid out as the network's bias. */
  private final float[] gates;

  /** {@code [LANES][stateStride]}. */
  private final float[] cell;

  /** The largest output of any step so far, {@code [LANES][stateStride]}. */
  private final float[] maximum;

  /** Of no use but to be written. */
  private float fetched;

  VectorLanes(VectorNetwork network) {
    this.network = network;
    this.architecture = network.folded.architecture;
    this.filters = architecture.filters();
    this.vectors = network.unitVectors;
    this.stateStride = vectors * WIDTH;
    this.gatesStride = network.lstmBias.length;
    // No less than the filters' whole vectors take.
    this.inputStride = filters + stateStride;
    this.inputs = new float[LANES * inputStride];
    this.nextInputs = new float[LANES * inputStride];
    // A tail's last gate is read by a whole vector.
    this.gates = new float[LANES * gatesStride + WIDTH];
    this.cell = new float[LANES * stateStride];
    this.maximum = new float[LANES * stateStride];
  }

  /** See {@link Pass#logOdds(int[][], int, int, float[])}. */
  void logOdds(int[][] rows, int count, int padSteps, float[] logOdds) {
    int steps = architecture.steps();
    if (padSteps < steps) {
      fetch(rows, count, padSteps);
      pool(rows, count, padSteps, inputs);
    }
    for (int lane = 0; lane < count; lane++) {
      int at = lane * stateStride;
      network.loadPadStates(padSteps, inputs, outputAt(lane), cell, maximum, at);
    }
    for (int step = padSteps; step < steps; step++) {
      // The first step finds zeros for outputs; their products could only turn a zero's sign.
      int used = step == 0 ? filters : network.inputs;
      network.strips.sum(inputs, inputStride, 0, count, used, gates, gatesStride);
      if (step + 1 < steps) {
        if ((step + 1 - padSteps) % FoldedNetwork.STEPS_FETCHED == 0) {
          fetch(rows, count, step + 1);
        }
        pool(rows, count, step + 1, nextInputs);
      }
      open(count);
    }
    for (int lane = 0; lane < count; lane++) {
      int at = lane * stateStride;
      logOdds[lane] = network.folded.logOdds(inputs, outputAt(lane), maximum, at);
    }
  }

  /** Where a lane's outputs stand among its inputs. */
  private int outputAt(int lane) {
    return lane * inputStride + filters;
  }

  private void fetch(int[][] rows, int count, int step) {
    int end = Math.min(step + FoldedNetwork.STEPS_FETCHED, architecture.steps());
    for (int lane = 0; lane < count; lane++) {
      fetched = network.folded.fetch(rows[lane], step, end);
    }
  }

  /** Before the outputs come in: whole vectors of filters reach over where they stand. */
  private void pool(int[][] rows, int count, int step, float[] to) {
    for (int lane = 0; lane < count; lane++) {
      VectorConvolution.pool(network, rows[lane], step, to, lane * inputStride);
    }
  }

  /** What the gates let through goes to the next step's inputs, which are then the present ones. */
  private void open(int count) {
    for (int lane = 0; lane < count; lane++) {
      int at = lane * stateStride;
      int to = outputAt(lane);
      VectorGates.apply(
          gates, lane * gatesStride, network.groups, vectors, cell, at, nextInputs, to);
      if (architecture.readsMaximum()) {
        VectorGates.maximum(nextInputs, to, maximum, at, vectors);
      }
    }
    float[] before = inputs;
    inputs = nextInputs;
    nextInputs = before;
  }
}
