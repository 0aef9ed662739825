package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The way of reviews through the network on the Vector API. Outputs lie in the lanes of vectors, so
 * that each sum has the order that {@link LstmPass} gives it, at every width.
 */
final class VectorPass implements Pass {

  /** Reviews side by side. */
  private static final int LANES = VectorProducts.ROWS;

  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;
  private static final int QUAD = 4 * WIDTH;

  private final VectorNetwork network;
  private final Architecture architecture;
  private final int steps;
  private final int groups;

  /** Floats from one step's pooled outputs to the next's. */
  private final int pooledStride;

  /** Where the tail's gates begin in a step's. */
  private final int tailGates;

  /** Floats from one step's gates to the next's. */
  private final int gatesStride;

  /** Floats from one lane's gates to the next's. */
  private final int laneStride;

  /** Floats from one lane's states to the next's. */
  private final int stateStride;

  /** One review's, {@code [steps + 3][pooledStride]}: steps are taken several at a time. */
  private final float[] pooled;

  /** The sums of the gates, {@code [LANES][steps + 3]}, each laid out as the network's bias. */
  private final float[] gates;

  /** {@code [LANES][unitVectors × WIDTH]}. */
  private final float[] output;

  /** {@code [LANES][unitVectors × WIDTH]}. */
  private final float[] cell;

  /** The largest output of any step so far, {@code [LANES][unitVectors × WIDTH]}. */
  private final float[] maximum;

  VectorPass(VectorNetwork network) {
    this.network = network;
    this.architecture = network.folded.architecture;
    this.steps = architecture.steps();
    this.groups = network.groups;
    this.pooledStride = network.convolutionBias.length;
    this.tailGates = groups * QUAD;
    this.gatesStride = network.lstmBias.length;
    this.laneStride = (steps + 3) * gatesStride;
    this.stateStride = network.unitVectors * WIDTH;
    this.pooled = new float[(steps + 3) * pooledStride];
    // A tail's last gate is read by a whole vector.
    this.gates = new float[LANES * laneStride + WIDTH];
    this.output = new float[LANES * stateStride];
    this.cell = new float[LANES * stateStride];
    this.maximum = new float[LANES * stateStride];
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public float score(int[] row, int padSteps) {
    start(0, padSteps);
    project(row, 0, padSteps);
    for (int step = padSteps; step < steps; step++) {
      recurOne(step);
      open(step, 0);
    }
    return probability(0);
  }

  @Override
  public void score(int[][] rows, int count, int padSteps, float[] scores) {
    for (int lane = 0; lane < count; lane++) {
      start(lane, padSteps);
      project(rows[lane], lane, padSteps);
    }
    for (int step = padSteps; step < steps; step++) {
      recurAll(step);
      for (int lane = 0; lane < count; lane++) {
        open(step, lane);
      }
    }
    for (int lane = 0; lane < count; lane++) {
      scores[lane] = probability(lane);
    }
  }

  private void start(int lane, int padSteps) {
    int from = padSteps * 3 * stateStride;
    int to = lane * stateStride;
    System.arraycopy(network.padStates, from, output, to, stateStride);
    System.arraycopy(network.padStates, from + stateStride, cell, to, stateStride);
    System.arraycopy(network.padStates, from + 2 * stateStride, maximum, to, stateStride);
  }

  /** Convolution, ReLU, pooling and the LSTM's input product of the steps from {@code first}. */
  void project(int[] row, int lane, int first) {
    int to = lane * laneStride;
    for (int step = first; step < steps; step++) {
      VectorConvolution.pool(network, row, step, pooled, step * pooledStride);
      System.arraycopy(network.lstmBias, 0, gates, to + step * gatesStride, gatesStride);
    }
    int filters = architecture.filters();
    for (int group = 0; group < groups; group++) {
      for (int step = first; step < steps; step += VectorProducts.ROWS) {
        VectorProducts.addRows(
            pooled,
            step * pooledStride,
            pooledStride,
            network.inputWeights,
            group * filters * QUAD,
            filters,
            gates,
            to + step * gatesStride + group * QUAD,
            gatesStride);
      }
    }
    for (int step = first; network.tail && step < steps; step += VectorProducts.ROWS) {
      VectorProducts.addTailRows(
          pooled,
          step * pooledStride,
          pooledStride,
          network.inputWeights,
          groups * filters * QUAD,
          filters,
          gates,
          to + step * gatesStride + tailGates,
          gatesStride);
    }
  }

  /**
   * The recurrent product of the first lane. Odd steps go through the weights backwards, and so
   * begin with those that the cache of the first level still holds.
   */
  void recurOne(int step) {
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
      int from = groups * units * QUAD;
      int to = step * gatesStride + tailGates;
      VectorProducts.addTail(output, 0, network.recurrentWeights, from, units, gates, to);
    }
  }

  private void recurGroup(int step, int group) {
    int units = architecture.lstmUnits();
    int from = group * units * QUAD;
    int to = step * gatesStride + group * QUAD;
    VectorProducts.addOne(output, network.recurrentWeights, from, units, gates, to);
  }

  private void recurPair(int step, int group) {
    int units = architecture.lstmUnits();
    int from = group * units * QUAD;
    int to = step * gatesStride + group * QUAD;
    VectorProducts.addPair(output, network.recurrentWeights, from, units, gates, to);
  }

  void recurAll(int step) {
    int units = architecture.lstmUnits();
    for (int group = 0; group < groups; group++) {
      VectorProducts.addRows(
          output,
          0,
          stateStride,
          network.recurrentWeights,
          group * units * QUAD,
          units,
          gates,
          step * gatesStride + group * QUAD,
          laneStride);
    }
    if (network.tail) {
      VectorProducts.addTailRows(
          output,
          0,
          stateStride,
          network.recurrentWeights,
          groups * units * QUAD,
          units,
          gates,
          step * gatesStride + tailGates,
          laneStride);
    }
  }

  void open(int step, int lane) {
    int from = lane * laneStride + step * gatesStride;
    int at = lane * stateStride;
    VectorGates.apply(gates, from, groups, network.unitVectors, cell, output, at);
    if (architecture.readsMaximum()) {
      for (int unit = at; unit < at + stateStride; unit += WIDTH) {
        FloatVector before = FloatVector.fromArray(SPECIES, maximum, unit);
        before.max(FloatVector.fromArray(SPECIES, output, unit)).intoArray(maximum, unit);
      }
    }
  }

  private float probability(int lane) {
    return network.folded.probability(output, maximum, lane * stateStride);
  }
}
