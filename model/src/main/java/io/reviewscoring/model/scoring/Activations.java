package io.reviewscoring.model.scoring;

/**
 * The dense unit's sigmoid in single precision, from 0 to 1 and never beyond, the same on every
 * machine. Its absolute error is below 2e-7. The gates have their own, cheaper one: {@link Gates}.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are the published ones
final class Activations {
  /** Past this the sigmoid is 1 - 1e-13: rounded to 1, and 2^n stays a normal number. */
  private static final float LIMIT = 30f;

  private static final float LOG2_E = 1.44269504f;

  // ln 2 in two parts, so that x - n ln 2 loses nothing (Cody and Waite 1980).
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Added and taken away again, it rounds to an integer, which then stands in the low bits. */
  private static final float ROUND = 12582912f; // 1.5 × 2^23

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  // Minimax coefficients of (e^r - 1 - r) / r² on ±ln 2 / 2 (Cephes, expf).
  private static final float P0 = 1.9875691500e-4f;
  private static final float P1 = 1.3981999507e-3f;
  private static final float P2 = 8.3334519073e-3f;
  private static final float P3 = 4.1665795894e-2f;
  private static final float P4 = 1.6666665459e-1f;
  private static final float P5 = 5.0000001201e-1f;

  private Activations() {}

  /** 1 / (1 + e^-x). */
  static float sigmoid(float x) {
    float t = Math.max(-LIMIT, Math.min(LIMIT, -x));
    float rounded = Math.fma(t, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, t));
    float p = Math.fma(P0, r, P1);
    p = Math.fma(p, r, P2);
    p = Math.fma(p, r, P3);
    p = Math.fma(p, r, P4);
    p = Math.fma(p, r, P5);
    float e = Math.fma(p, r * r, r) + 1f;
    int exponent = Float.floatToRawIntBits(rounded) - ROUND_BITS;
    float power = Float.intBitsToFloat((exponent + 127) << 23);
    return 1f / Math.fma(e, power, 1f);
  }
}
