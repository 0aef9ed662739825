package io.reviewscoring.model.scoring;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Gates} for as many units as a vector has lanes, in the same operations and so with the
 * same bits.
 *
 * <p>One long method: past some thousand bytecodes the compiler of Java 17 inlines the Vector API
 * only, and a method of ours that is not inlined makes objects of its vectors.
 */
final class VectorGates {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;

  /** The bits of {@link Gates#LIMIT}: for floats of one sign, their order is that of integers. */
  private static final int LIMIT = Float.floatToRawIntBits(Gates.LIMIT);

  private static final int SIZE = 0x7fffffff;
  private static final int SIGN = 0x80000000;

  private VectorGates() {}

  /**
   * One step of all units.
   *
   * @param sums at {@code sumsAt}: input, forget, candidate, output of each group {@code
   *     [groups][4][WIDTH]} and, if there are more vectors than groups, of the tail {@code
   *     [4][HALF]}; the sigmoids' halved. What comes out behind the lanes of a tail has no meaning.
   * @param vectors of units: groups and tail
   * @param cell {@code [vectors][WIDTH]} at {@code cellAt}, before and after
   * @param output receives the output {@code [vectors][WIDTH]} at {@code outputAt}
   */
  static void apply(
      float[] sums,
      int sumsAt,
      int groups,
      int vectors,
      float[] cell,
      int cellAt,
      float[] output,
      int outputAt) {
    FloatVector n0 = FloatVector.broadcast(SPECIES, Gates.N0);
    FloatVector n1 = FloatVector.broadcast(SPECIES, Gates.N1);
    FloatVector n2 = FloatVector.broadcast(SPECIES, Gates.N2);
    FloatVector n3 = FloatVector.broadcast(SPECIES, Gates.N3);
    FloatVector n4 = FloatVector.broadcast(SPECIES, Gates.N4);
    FloatVector d0 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector d1 = FloatVector.broadcast(SPECIES, Gates.D1);
    FloatVector d2 = FloatVector.broadcast(SPECIES, Gates.D2);
    FloatVector d3 = FloatVector.broadcast(SPECIES, Gates.D3);
    FloatVector d4 = FloatVector.broadcast(SPECIES, Gates.D4);
    for (int vector = 0; vector < vectors; vector++) {
      int lanes = vector < groups ? WIDTH : VectorNetwork.HALF;
      int sum = sumsAt + vector * 4 * WIDTH;
      int at = cellAt + vector * WIDTH;
      IntVector inputBits = FloatVector.fromArray(SPECIES, sums, sum).reinterpretAsInts();
      FloatVector input =
          inputBits.and(SIZE).min(LIMIT).or(inputBits.and(SIGN)).reinterpretAsFloats();
      FloatVector inputSquare = input.mul(input);
      FloatVector inputDivisor =
          inputSquare.fma(d4, d3).fma(inputSquare, d2).fma(inputSquare, d1).fma(inputSquare, d0);
      FloatVector inputTop =
          inputSquare.fma(n4, n3).fma(inputSquare, n2).fma(inputSquare, n1).fma(inputSquare, n0);
      FloatVector opened = input.fma(inputTop, inputDivisor);

      IntVector candidateBits =
          FloatVector.fromArray(SPECIES, sums, sum + 2 * lanes).reinterpretAsInts();
      FloatVector candidate =
          candidateBits.and(SIZE).min(LIMIT).or(candidateBits.and(SIGN)).reinterpretAsFloats();
      FloatVector candidateSquare = candidate.mul(candidate);
      FloatVector candidateDivisor =
          candidateSquare
              .fma(d4, d3)
              .fma(candidateSquare, d2)
              .fma(candidateSquare, d1)
              .fma(candidateSquare, d0);
      FloatVector candidateTop =
          candidateSquare
              .fma(n4, n3)
              .fma(candidateSquare, n2)
              .fma(candidateSquare, n1)
              .fma(candidateSquare, n0);
      FloatVector added = candidate.mul(candidateTop).mul(opened);
      FloatVector addedDivisor = inputDivisor.mul(candidateDivisor);

      IntVector forgetBits = FloatVector.fromArray(SPECIES, sums, sum + lanes).reinterpretAsInts();
      FloatVector forget =
          forgetBits.and(SIZE).min(LIMIT).or(forgetBits.and(SIGN)).reinterpretAsFloats();
      FloatVector forgetSquare = forget.mul(forget);
      FloatVector forgetDivisor =
          forgetSquare
              .fma(d4, d3)
              .fma(forgetSquare, d2)
              .fma(forgetSquare, d1)
              .fma(forgetSquare, d0);
      FloatVector forgetTop =
          forgetSquare
              .fma(n4, n3)
              .fma(forgetSquare, n2)
              .fma(forgetSquare, n1)
              .fma(forgetSquare, n0);
      FloatVector before = FloatVector.fromArray(SPECIES, cell, at);
      FloatVector kept = forget.fma(forgetTop, forgetDivisor).mul(before);
      FloatVector divisor = addedDivisor.mul(forgetDivisor);
      FloatVector now = kept.fma(addedDivisor, added.mul(forgetDivisor)).div(divisor.add(divisor));
      now.intoArray(cell, at);

      IntVector gateBits =
          FloatVector.fromArray(SPECIES, sums, sum + 3 * lanes).reinterpretAsInts();
      FloatVector gate = gateBits.and(SIZE).min(LIMIT).or(gateBits.and(SIGN)).reinterpretAsFloats();
      FloatVector gateSquare = gate.mul(gate);
      FloatVector gateDivisor =
          gateSquare.fma(d4, d3).fma(gateSquare, d2).fma(gateSquare, d1).fma(gateSquare, d0);
      FloatVector gateTop =
          gateSquare.fma(n4, n3).fma(gateSquare, n2).fma(gateSquare, n1).fma(gateSquare, n0);
      FloatVector shown = gate.fma(gateTop, gateDivisor);

      IntVector valueBits = now.reinterpretAsInts();
      FloatVector value =
          valueBits.and(SIZE).min(LIMIT).or(valueBits.and(SIGN)).reinterpretAsFloats();
      FloatVector valueSquare = value.mul(value);
      FloatVector valueDivisor =
          valueSquare.fma(d4, d3).fma(valueSquare, d2).fma(valueSquare, d1).fma(valueSquare, d0);
      FloatVector valueTop =
          valueSquare.fma(n4, n3).fma(valueSquare, n2).fma(valueSquare, n1).fma(valueSquare, n0);
      FloatVector outputDivisor = gateDivisor.mul(valueDivisor);
      value
          .mul(valueTop)
          .mul(shown)
          .div(outputDivisor.add(outputDivisor))
          .intoArray(output, outputAt + vector * WIDTH);
    }
  }

  /** Adds a row of whole vectors to the sums at {@code at}. */
  static void add(float[] row, float[] sums, int at) {
    for (int column = 0; column < row.length; column += WIDTH) {
      FloatVector.fromArray(SPECIES, sums, at + column)
          .add(FloatVector.fromArray(SPECIES, row, column))
          .intoArray(sums, at + column);
    }
  }

  /** The larger of two, {@code [vectors][WIDTH]} each, into {@code maximum}. */
  static void maximum(float[] output, int outputAt, float[] maximum, int at, int vectors) {
    for (int unit = 0; unit < vectors * WIDTH; unit += WIDTH) {
      FloatVector before = FloatVector.fromArray(SPECIES, maximum, at + unit);
      before
          .max(FloatVector.fromArray(SPECIES, output, outputAt + unit))
          .intoArray(maximum, at + unit);
    }
  }
}
