package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;

/**
 * One review's way through the network on the Vector API. Outputs lie in the lanes of vectors, so
 * that each sum has the order that {@link LstmPass} gives it, at every width.
 */
final class VectorPass implements Pass {
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int QUAD = 4 * WIDTH;

  /** How far steps that are taken several at a time may reach too far. */
  private static final int BEYOND = VectorStrips.FEW - 1;

  private final VectorNetwork network;
  private final Architecture architecture;
  private final VectorLanes beside;
  private final int steps;
  private final int groups;

  /** Floats from one step's pooled outputs to the next's. */
  private final int pooledStride;

  /** Floats from one step's gates to the next's. */
  private final int gatesStride;

  /** {@code [steps + BEYOND][pooledStride]}: steps are taken several at a time. */
  private final float[] pooled;

  /** The sums of the gates, {@code [steps + BEYOND]}, each laid out as the network's bias. */
  private final float[] gates;

  /** {@code [unitVectors × WIDTH]}. */
  private final float[] output;

  /** {@code [unitVectors × WIDTH]}. */
  private final float[] cell;

  /** The largest output of any step so far, {@code [unitVectors × WIDTH]}. */
  private final float[] maximum;

  /** Of no use but to be written. */
  private float fetched;

  VectorPass(VectorNetwork network) {
    this.network = network;
    this.architecture = network.folded.architecture;
    this.beside = new VectorLanes(network);
    this.steps = architecture.steps();
    this.groups = network.groups;
    this.pooledStride = network.convolutionBias.length;
    this.gatesStride = network.lstmBias.length;
    this.pooled = new float[(steps + BEYOND) * pooledStride];
    // A tail's last gate is read by a whole vector.
    this.gates = new float[(steps + BEYOND) * gatesStride + WIDTH];
    this.output = new float[network.unitVectors * WIDTH];
    this.cell = new float[network.unitVectors * WIDTH];
    this.maximum = new float[network.unitVectors * WIDTH];
  }

  @Override
  public int lanes() {
    return VectorLanes.LANES;
  }

  @Override
  public void logOdds(int[][] rows, int count, int padSteps, float[] logOdds) {
    beside.logOdds(rows, count, padSteps, logOdds);
  }

  @Override
  public float logOdds(int[] row, int padSteps) {
    network.loadPadStates(padSteps, output, 0, cell, maximum, 0);
    project(row, padSteps);
    for (int step = padSteps; step < steps; step++) {
      if (step > 0) { // the first finds zeros, as in VectorLanes
        recur(step);
      }
      VectorGates.apply(gates, step * gatesStride, groups, network.unitVectors, cell, 0, output, 0);
      if (architecture.readsMaximum()) {
        VectorGates.maximum(output, 0, maximum, 0, network.unitVectors);
      }
    }
    return network.folded.logOdds(output, 0, maximum, 0);
  }

  /** Convolution, ReLU, pooling and the LSTM's input product of the steps from {@code first}. */
  private void project(int[] row, int first) {
    fetched = network.folded.fetch(row, first, steps);
    for (int step = first; step < steps; step++) {
      VectorConvolution.pool(network, row, step, pooled, step * pooledStride);
    }
    int filters = architecture.filters();
    network.strips.sum(pooled, pooledStride, first, steps, filters, gates, gatesStride);
  }

  /**
   * The recurrent product. Odd steps go through the weights backwards, and so begin with those that
   * the cache of the first level still holds.
   */
  private void recur(int step) {
    boolean backwards = (step & 1) == 1;
    int pairs = groups / 2;
    boolean odd = (groups & 1) == 1;
    if (backwards) {
      recurTail(step);
    }
    if (odd && backwards) {
      recurGroup(step, groups - 1);
    }
    for (int pair = 0; pair < pairs; pair++) {
      recurPair(step, 2 * (backwards ? pairs - 1 - pair : pair));
    }
    if (odd && !backwards) {
      recurGroup(step, groups - 1);
    }
    if (!backwards) {
      recurTail(step);
    }
  }

  private void recurTail(int step) {
    if (network.tail) {
      int units = architecture.lstmUnits();
      int from = network.recurrentAt(groups);
      int sums = step * gatesStride + groups * QUAD;
      VectorProducts.addTail(output, network.recurrent, from, units, gates, sums);
    }
  }

  private void recurGroup(int step, int group) {
    int sums = step * gatesStride + group * QUAD;
    VectorProducts.addOne(
        output,
        network.recurrent,
        network.recurrentAt(group),
        architecture.lstmUnits(),
        gates,
        sums);
  }

  private void recurPair(int step, int group) {
    int sums = step * gatesStride + group * QUAD;
    VectorProducts.addPair(
        output,
        network.recurrent,
        network.recurrentAt(group),
        network.recurrentAt(group + 1),
        architecture.lstmUnits(),
        gates,
        sums);
  }
}
