package io.reviewscoring.model.scoring;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A GRU's steps with vectors: units in groups as wide as one, a group's gates side by side; {@link
 * GruGates} in the same operations and so with the same bits.
 */
final class VectorGruStep extends ProductStep {
  private static final VectorSpecies<Float> SPECIES = VectorNetwork.SPECIES;
  private static final int WIDTH = VectorNetwork.WIDTH;

  /** As {@link VectorGates} has them. */
  private static final int LIMIT = Float.floatToRawIntBits(Gates.LIMIT);

  private static final int SIZE = 0x7fffffff;
  private static final int SIGN = 0x80000000;

  /** {@code [groups][WIDTH]}. */
  private final float[] candidateBias;

  VectorGruStep(int lanes, int groups, Matrix recurrent, float[] candidateBias) {
    super(lanes, groups * WIDTH, false, recurrent);
    this.candidateBias = Arrays.copyOf(candidateBias, groups * WIDTH);
  }

  /** One long method, for the reason that {@link VectorGates} has. */
  @Override
  void open(int lane, float[] inputs) {
    int first = lane * columns;
    int outputAt = lane * units;
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
    for (int unit = 0; unit < units; unit += WIDTH) {
      int at = 3 * unit;
      IntVector resetBits =
          FloatVector.fromArray(SPECIES, sums, first + at + WIDTH)
              .add(FloatVector.fromArray(SPECIES, inputs, at + WIDTH))
              .reinterpretAsInts();
      FloatVector reset =
          resetBits.and(SIZE).min(LIMIT).or(resetBits.and(SIGN)).reinterpretAsFloats();
      FloatVector square = reset.mul(reset);
      FloatVector resetDivisor = square.fma(d4, d3).fma(square, d2).fma(square, d1).fma(square, d0);
      FloatVector resetTop = square.fma(n4, n3).fma(square, n2).fma(square, n1).fma(square, n0);
      FloatVector kept =
          FloatVector.fromArray(SPECIES, sums, first + at + 2 * WIDTH)
              .add(FloatVector.fromArray(SPECIES, candidateBias, unit));
      FloatVector opened = reset.fma(resetTop, resetDivisor).div(resetDivisor.add(resetDivisor));
      IntVector candidateBits =
          opened
              .fma(kept, FloatVector.fromArray(SPECIES, inputs, at + 2 * WIDTH))
              .reinterpretAsInts();
      FloatVector candidate =
          candidateBits.and(SIZE).min(LIMIT).or(candidateBits.and(SIGN)).reinterpretAsFloats();
      FloatVector candidateSquare = candidate.mul(candidate);
      FloatVector candidateDivisor =
          candidateSquare
              .fma(d4, d3)
              .fma(candidateSquare, d2)
              .fma(candidateSquare, d1)
              .fma(candidateSquare, d0);
      FloatVector added =
          candidate.mul(
              candidateSquare
                  .fma(n4, n3)
                  .fma(candidateSquare, n2)
                  .fma(candidateSquare, n1)
                  .fma(candidateSquare, n0));

      IntVector updateBits =
          FloatVector.fromArray(SPECIES, sums, first + at)
              .add(FloatVector.fromArray(SPECIES, inputs, at))
              .reinterpretAsInts();
      FloatVector update =
          updateBits.and(SIZE).min(LIMIT).or(updateBits.and(SIGN)).reinterpretAsFloats();
      FloatVector updateSquare = update.mul(update);
      FloatVector updateDivisor =
          updateSquare
              .fma(d4, d3)
              .fma(updateSquare, d2)
              .fma(updateSquare, d1)
              .fma(updateSquare, d0);
      FloatVector updateTop =
          updateSquare
              .fma(n4, n3)
              .fma(updateSquare, n2)
              .fma(updateSquare, n1)
              .fma(updateSquare, n0);
      FloatVector shown = update.fma(updateTop, updateDivisor);
      FloatVector twice = updateDivisor.add(updateDivisor);
      FloatVector change =
          FloatVector.fromArray(SPECIES, output, outputAt + unit)
              .fma(candidateDivisor, added.neg());
      shown
          .fma(change, added.mul(twice))
          .div(twice.mul(candidateDivisor))
          .intoArray(output, outputAt + unit);
    }
  }
}
