package io.reviewscoring.model.scoring;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Convolution, ReLU and pooling of one step: rows of the folded table are added up, tap by tap, and
 * the largest sum of the step's places is kept. ReLU and maximum commute, so the maximum with 0
 * comes in at the start.
 */
final class VectorConvolution {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;

  private VectorConvolution() {}

  /**
   * One step of all filters.
   *
   * @param row ids {@code [sequenceLength]}
   * @param pooled receives {@code [filters]}, to whole vectors, at {@code to}
   */
  static void pool(VectorNetwork network, int[] row, int step, float[] pooled, int to) {
    int filters = network.folded.architecture.filters();
    int filter = 0;
    for (; filter + 3 * WIDTH < filters; filter += 4 * WIDTH) {
      poolFour(network, row, step, filter, pooled, to + filter);
    }
    int left = filters - filter;
    if (left > 2 * WIDTH) {
      poolThree(network, row, step, filter, pooled, to + filter);
    } else if (left > WIDTH) {
      poolTwo(network, row, step, filter, pooled, to + filter);
    } else if (left > 0) {
      poolOne(network, row, step, filter, pooled, to + filter);
    }
  }

  /** Four vectors of filters: lines of the table that follow each other are read together. */
  private static void poolFour(
      VectorNetwork network, int[] row, int step, int filter, float[] pooled, int to) {
    float[] table = network.folded.table;
    int tableAt = network.folded.tableAt + filter;
    float[] bias = network.convolutionBias;
    int kernel = network.folded.architecture.kernelSize();
    int filters = network.folded.architecture.filters();
    int poolSize = network.folded.architecture.poolSize();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int position = step * poolSize; position < (step + 1) * poolSize; position++) {
      FloatVector sumA = FloatVector.fromArray(SPECIES, bias, filter);
      FloatVector sumB = FloatVector.fromArray(SPECIES, bias, filter + WIDTH);
      FloatVector sumC = FloatVector.fromArray(SPECIES, bias, filter + 2 * WIDTH);
      FloatVector sumD = FloatVector.fromArray(SPECIES, bias, filter + 3 * WIDTH);
      for (int tap = 0; tap < kernel; tap++) {
        int from = (row[position + tap] * kernel + tap) * filters + tableAt;
        sumA = sumA.add(FloatVector.fromArray(SPECIES, table, from));
        sumB = sumB.add(FloatVector.fromArray(SPECIES, table, from + WIDTH));
        sumC = sumC.add(FloatVector.fromArray(SPECIES, table, from + 2 * WIDTH));
        sumD = sumD.add(FloatVector.fromArray(SPECIES, table, from + 3 * WIDTH));
      }
      a = a.max(sumA);
      b = b.max(sumB);
      c = c.max(sumC);
      d = d.max(sumD);
    }
    a.intoArray(pooled, to);
    b.intoArray(pooled, to + WIDTH);
    c.intoArray(pooled, to + 2 * WIDTH);
    d.intoArray(pooled, to + 3 * WIDTH);
  }

  private static void poolThree(
      VectorNetwork network, int[] row, int step, int filter, float[] pooled, int to) {
    float[] table = network.folded.table;
    int tableAt = network.folded.tableAt + filter;
    float[] bias = network.convolutionBias;
    int kernel = network.folded.architecture.kernelSize();
    int filters = network.folded.architecture.filters();
    int poolSize = network.folded.architecture.poolSize();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    for (int position = step * poolSize; position < (step + 1) * poolSize; position++) {
      FloatVector sumA = FloatVector.fromArray(SPECIES, bias, filter);
      FloatVector sumB = FloatVector.fromArray(SPECIES, bias, filter + WIDTH);
      FloatVector sumC = FloatVector.fromArray(SPECIES, bias, filter + 2 * WIDTH);
      for (int tap = 0; tap < kernel; tap++) {
        int from = (row[position + tap] * kernel + tap) * filters + tableAt;
        sumA = sumA.add(FloatVector.fromArray(SPECIES, table, from));
        sumB = sumB.add(FloatVector.fromArray(SPECIES, table, from + WIDTH));
        sumC = sumC.add(FloatVector.fromArray(SPECIES, table, from + 2 * WIDTH));
      }
      a = a.max(sumA);
      b = b.max(sumB);
      c = c.max(sumC);
    }
    a.intoArray(pooled, to);
    b.intoArray(pooled, to + WIDTH);
    c.intoArray(pooled, to + 2 * WIDTH);
  }

  private static void poolTwo(
      VectorNetwork network, int[] row, int step, int filter, float[] pooled, int to) {
    float[] table = network.folded.table;
    int tableAt = network.folded.tableAt + filter;
    float[] bias = network.convolutionBias;
    int kernel = network.folded.architecture.kernelSize();
    int filters = network.folded.architecture.filters();
    int poolSize = network.folded.architecture.poolSize();
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    for (int position = step * poolSize; position < (step + 1) * poolSize; position++) {
      FloatVector sumA = FloatVector.fromArray(SPECIES, bias, filter);
      FloatVector sumB = FloatVector.fromArray(SPECIES, bias, filter + WIDTH);
      for (int tap = 0; tap < kernel; tap++) {
        int from = (row[position + tap] * kernel + tap) * filters + tableAt;
        sumA = sumA.add(FloatVector.fromArray(SPECIES, table, from));
        sumB = sumB.add(FloatVector.fromArray(SPECIES, table, from + WIDTH));
      }
      a = a.max(sumA);
      b = b.max(sumB);
    }
    a.intoArray(pooled, to);
    b.intoArray(pooled, to + WIDTH);
  }

  private static void poolOne(
      VectorNetwork network, int[] row, int step, int filter, float[] pooled, int to) {
    float[] table = network.folded.table;
    int tableAt = network.folded.tableAt + filter;
    int kernel = network.folded.architecture.kernelSize();
    int filters = network.folded.architecture.filters();
    int poolSize = network.folded.architecture.poolSize();
    FloatVector bias = FloatVector.fromArray(SPECIES, network.convolutionBias, filter);
    FloatVector largest = FloatVector.zero(SPECIES);
    for (int position = step * poolSize; position < (step + 1) * poolSize; position++) {
      FloatVector sum = bias;
      for (int tap = 0; tap < kernel; tap++) {
        int from = (row[position + tap] * kernel + tap) * filters + tableAt;
        sum = sum.add(FloatVector.fromArray(SPECIES, table, from));
      }
      largest = largest.max(sum);
    }
    largest.intoArray(pooled, to);
  }
}
