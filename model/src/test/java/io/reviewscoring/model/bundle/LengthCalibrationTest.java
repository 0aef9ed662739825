package io.reviewscoring.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthCalibrationTest {
  private static final LengthBand SHORT = new LengthBand(0, 0.5f, 0.25f, 0.1, 0.9);
  private static final LengthBand LONG = new LengthBand(20, 2f, -1f, 0.3, 0.6);
  private static final Thresholds ALL = new Thresholds(0.2, 0.7, 1);

  @Test
  void aTextBelongsToTheLastBandThatBeginsAtItsLengthOrBelow() {
    LengthCalibration calibration = new LengthCalibration(List.of(SHORT, LONG));

    assertThat(calibration.band(0)).isEqualTo(SHORT);
    assertThat(calibration.band(19)).isEqualTo(SHORT);
    assertThat(calibration.band(20)).isEqualTo(LONG);
    assertThat(calibration.band(100_000)).isEqualTo(LONG);
    assertThat(calibration.calibrated(3, 19)).isEqualTo(1.75f);
    assertThat(calibration.calibrated(3, 20)).isEqualTo(5f);
  }

  @Test
  void aBandHasThresholdsOfItsOwn() {
    Labelling labelling = new Labelling(ALL, new LengthCalibration(List.of(SHORT, LONG)));

    assertThat(labelling.side(0.09f, 19)).isEqualTo(-1);
    assertThat(labelling.side(0.25f, 19)).isZero();
    assertThat(labelling.side(0.25f, 20)).isEqualTo(-1);
    assertThat(labelling.side(0.65f, 19)).isZero();
    assertThat(labelling.side(0.65f, 20)).isEqualTo(1);
  }

  @Test
  void withoutABandLogOddsStayAndThresholdsAreThoseOfAllLengths() {
    Labelling labelling = new Labelling(ALL, LengthCalibration.NONE);

    assertThat(LengthCalibration.NONE.calibrated(-1.5f, 7)).isEqualTo(-1.5f);
    assertThat(labelling.side(0.19f, 7)).isEqualTo(-1);
    assertThat(labelling.side(0.2f, 7)).isZero();
    assertThat(labelling.side(0.71f, 7)).isEqualTo(1);
  }

  @Test
  void bandsAscendAndAreNotMany() {
    assertThatThrownBy(() -> new LengthCalibration(List.of(LONG)))
        .hasMessage(
            "a calibration's bands must begin at 0 tokens and ascend, and band 1 begins at 20");
    assertThatThrownBy(() -> new LengthCalibration(List.of(SHORT, LONG, LONG)))
        .hasMessageEndingWith("band 3 begins at 20");
    assertThatThrownBy(() -> new LengthCalibration(Collections.nCopies(65, SHORT)))
        .hasMessage("a calibration has at most 64 bands, not 65");
  }
}
