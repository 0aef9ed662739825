package io.reviewscoring.model.bundle;

/**
 * From which scores on a review of which length has which label.
 *
 * @param thresholds of all lengths, where there are no bands
 * @param calibration whose bands have thresholds of their own
 */
public record Labelling(Thresholds thresholds, LengthCalibration calibration) {

  /** Whether there is no score below 1 that has a label. */
  public boolean neverCertain() {
    return calibration.bands().isEmpty()
        ? never(thresholds.negativeBelow(), thresholds.positiveFrom())
        : calibration.bands().stream()
            .allMatch(band -> never(band.negativeBelow(), band.positiveFrom()));
  }

  private static boolean never(double negativeBelow, double positiveFrom) {
    return negativeBelow <= 0 && positiveFrom >= 1;
  }

  /**
   * Which side a score is on: -1 negative, 1 positive, 0 neither.
   *
   * @param tokens of the whole text
   */
  public int side(float score, int tokens) {
    LengthBand band = calibration.band(tokens);
    return band == null
        ? thresholds.side(score)
        : Thresholds.side(score, band.negativeBelow(), band.positiveFrom());
  }

  /**
   * The label of a score.
   *
   * @param tokens of the whole text
   * @param knownTokens of those that the model reads, how many it knows
   */
  public Label label(float score, int tokens, int knownTokens) {
    return knownTokens < thresholds.minKnownTokens()
        ? Label.UNCERTAIN
        : Label.of(side(score, tokens));
  }
}
