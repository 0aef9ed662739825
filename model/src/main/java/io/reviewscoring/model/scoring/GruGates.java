package io.reviewscoring.model.scoring;

/**
 * The gates of a GRU whose reset gate stands behind the product (Cho et al. 2014, as Keras and
 * PyTorch have it), with the approximation of {@link Gates} and two divisions a unit.
 */
final class GruGates {
  private GruGates() {}

  /**
   * One step of all units.
   *
   * @param inputs what the inputs give, {@code [3 × units]}: update, reset, candidate; the
   *     sigmoids' halved
   * @param sums what the last outputs give, laid out as the inputs
   * @param candidateBias added to what the reset gate closes {@code [units]}
   * @param output {@code [units]}, before and after
   */
  static void apply(float[] inputs, float[] sums, float[] candidateBias, float[] output) {
    int units = output.length;
    for (int u = 0; u < units; u++) {
      float reset = Gates.clamp(sums[units + u] + inputs[units + u]);
      float square = reset * reset;
      float resetDivisor = Gates.denominator(square);
      float opened = Math.fma(reset, Gates.numerator(square), resetDivisor);
      float kept = sums[2 * units + u] + candidateBias[u];
      float candidate =
          Gates.clamp(
              Math.fma(opened / (resetDivisor + resetDivisor), kept, inputs[2 * units + u]));
      square = candidate * candidate;
      float candidateDivisor = Gates.denominator(square);
      float added = candidate * Gates.numerator(square);

      float update = Gates.clamp(sums[u] + inputs[u]);
      square = update * update;
      float updateDivisor = Gates.denominator(square);
      float shown = Math.fma(update, Gates.numerator(square), updateDivisor);
      updateDivisor = updateDivisor + updateDivisor;
      float change = Math.fma(output[u], candidateDivisor, -added);
      output[u] =
          Math.fma(shown, change, added * updateDivisor) / (updateDivisor * candidateDivisor);
    }
  }
}
