package io.reviewscoring.model.bundle;

/**
 * How the scores of texts of like lengths are to be understood. Their log odds x become {@code
 * scale} × x + {@code shift} before they are made probabilities, and these have thresholds of their
 * own.
 *
 * @param fromTokens the shortest texts of the band, in tokens of the whole text; up to the next
 *     band's; 0 to {@value #MAX_TOKENS}
 * @param scale above 0, at most {@value #MAX}
 * @param shift within ±{@value #MAX}
 * @param negativeBelow a smaller score is negative; 0 to 1
 * @param positiveFrom this score or a larger one is positive; {@code negativeBelow} to 1
 */
public record LengthBand(
    int fromTokens, float scale, float shift, double negativeBelow, double positiveFrom) {
  private static final int MAX_TOKENS = 10_000;
  private static final float MAX = 1000;

  public LengthBand {
    if (fromTokens < 0 || fromTokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "fromTokens must be from 0 to %s, not %s".formatted(MAX_TOKENS, fromTokens));
    }
    if (!holds(scale, shift)) {
      throw new IllegalArgumentException(
          "a calibration must hold 0 < scale <= 1000 and a shift within ±1000, not %s and %s"
              .formatted(scale, shift));
    }
    Thresholds.check(negativeBelow, positiveFrom);
  }

  /** Whether a band may have these. */
  public static boolean holds(float scale, float shift) {
    return scale > 0 && scale <= MAX && Math.abs(shift) <= MAX;
  }
}
