package io.reviewscoring.model.scoring;

import io.reviewscoring.model.bundle.LengthCalibration;
import org.jspecify.annotations.Nullable;

/**
 * How a text's log odds become its score: the wide part adds to them, they are calibrated by the
 * text's length, and the sigmoid makes them a probability. For one thread.
 */
final class Conclusion {
  private final @Nullable WidePart wide;
  private final LengthCalibration calibration;

  Conclusion(@Nullable WidePart wide, LengthCalibration calibration) {
    this.wide = wide;
    this.calibration = calibration;
  }

  /**
   * The probability of positive, 0 to 1.
   *
   * @param logOdds of the layers
   * @param fingerprints the text's last tokens, at least as many as the model reads
   * @param tokens how many the whole text has
   */
  float score(float logOdds, long[] fingerprints, int tokens) {
    float sum = wide == null ? logOdds : wide.added(logOdds, fingerprints, tokens);
    return Activations.sigmoid(calibration.calibrated(sum, tokens));
  }
}
