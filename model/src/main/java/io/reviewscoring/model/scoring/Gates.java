package io.reviewscoring.model.scoring;

/**
 * The gates of the LSTM. Its sigmoids and tangents come from one rational approximation, tanh x = x
 * N(x²) / D(x²) within 2e-8 on ±{@value #LIMIT} (minimax, fitted for this class) and flat beyond;
 * sigmoid x = (1 + tanh(x / 2)) / 2. The quotients of a step are brought to a common denominator,
 * so that it needs two divisions rather than five. The denominators lie between 1 and 416: their
 * products neither overflow nor vanish.
 *
 * <p>Nothing here is a library's, so that all engines get the same bits.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are those of the fit
final class Gates {
  /** tanh is within 3.1e-8 of 1 here. */
  static final float LIMIT = 9f;

  static final float N0 = 0.9999999071f;
  static final float N1 = 0.1337315085f;
  static final float N2 = 3.486521674e-3f;
  static final float N3 = 2.047067613e-5f;
  static final float N4 = 1.318235934e-8f;
  static final float D1 = 0.4670644794f;
  static final float D2 = 2.584176172e-2f;
  static final float D3 = 3.271279584e-4f;
  static final float D4 = 7.701954107e-7f;

  private Gates() {}

  /**
   * One step of all units (Hochreiter and Schmidhuber 1997, as Keras).
   *
   * @param sums {@code [4 × units]}: input, forget, candidate, output; the sigmoids' halved
   * @param cell {@code [units]}, before and after
   * @param output receives the output {@code [units]}
   */
  static void apply(float[] sums, float[] cell, float[] output) {
    int units = cell.length;
    for (int u = 0; u < units; u++) {
      float input = clamp(sums[u]);
      float square = input * input;
      float inputDivisor = denominator(square);
      float opened = Math.fma(input, numerator(square), inputDivisor);
      float candidate = clamp(sums[2 * units + u]);
      square = candidate * candidate;
      float added = candidate * numerator(square) * opened;
      float addedDivisor = inputDivisor * denominator(square);

      float forget = clamp(sums[units + u]);
      square = forget * forget;
      float forgetDivisor = denominator(square);
      float kept = Math.fma(forget, numerator(square), forgetDivisor) * cell[u];
      float divisor = addedDivisor * forgetDivisor;
      cell[u] = Math.fma(kept, addedDivisor, added * forgetDivisor) / (divisor + divisor);

      float gate = clamp(sums[3 * units + u]);
      square = gate * gate;
      float gateDivisor = denominator(square);
      opened = Math.fma(gate, numerator(square), gateDivisor);
      float value = clamp(cell[u]);
      square = value * value;
      divisor = gateDivisor * denominator(square);
      output[u] = value * numerator(square) * opened / (divisor + divisor);
    }
  }

  static float clamp(float x) {
    return x > LIMIT ? LIMIT : x < -LIMIT ? -LIMIT : x;
  }

  static float numerator(float square) {
    float sum = Math.fma(square, N4, N3);
    sum = Math.fma(sum, square, N2);
    sum = Math.fma(sum, square, N1);
    return Math.fma(sum, square, N0);
  }

  static float denominator(float square) {
    float sum = Math.fma(square, D4, D3);
    sum = Math.fma(sum, square, D2);
    sum = Math.fma(sum, square, D1);
    return Math.fma(sum, square, 1f);
  }
}
