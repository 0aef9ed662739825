package io.reviewscoring.model.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calibration by the length of texts: a review of six words is not one of six hundred. Without a
 * band log odds stay what they are.
 *
 * @param bands the shortest texts' first, from 0 tokens; at most {@value #MAX_BANDS}; or none
 */
public record LengthCalibration(@JsonValue List<LengthBand> bands) {
  /** Changes nothing. */
  public static final LengthCalibration NONE = new LengthCalibration(List.of());

  private static final int MAX_BANDS = 64;

  @JsonCreator
  public LengthCalibration {
    bands = List.copyOf(bands);
    if (bands.size() > MAX_BANDS) {
      throw new IllegalArgumentException(
          "a calibration has at most %s bands, not %s".formatted(MAX_BANDS, bands.size()));
    }
    for (int i = 0; i < bands.size(); i++) {
      int from = bands.get(i).fromTokens();
      if (i == 0 ? from != 0 : from <= bands.get(i - 1).fromTokens()) {
        throw new IllegalArgumentException(
            "a calibration's bands must begin at 0 tokens and ascend, and band %s begins at %s"
                .formatted(i + 1, from));
      }
    }
  }

  /** The band of a text of so many tokens; null if there are no bands. */
  public @Nullable LengthBand band(int tokens) {
    for (int i = bands.size() - 1; i >= 0; i--) {
      if (tokens >= bands.get(i).fromTokens()) {
        return bands.get(i);
      }
    }
    return null;
  }

  /**
   * A text's log odds as they are to be understood.
   *
   * @param tokens of the whole text
   */
  public float calibrated(float logOdds, int tokens) {
    LengthBand band = band(tokens);
    return band == null ? logOdds : Math.fma(band.scale(), logOdds, band.shift());
  }
}
