package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void theErrorIsTheDistanceOfScoreAndShareWeightedByReviews() {
    // Three in the bin of 0.9, two of them positive; one in the bin of 0.1, negative.
    float[] scores = {0.9f, 0.9f, 0.9f, 0.1f};
    boolean[] positive = {true, true, false, false};
    double expected = 0.75 * (0.9 - 2 / 3.0) + 0.25 * 0.1;
    assertThat(Calibration.of(scores, positive).error()).isCloseTo(expected, within(1e-7));
    assertThat(Evaluation.of(scores, positive).calibrationError())
        .isCloseTo(expected, within(1e-7));
  }

  @Test
  void scoresThatSayHowOftenTheyAreRightHaveNoError() {
    float[] scores = {0.75f, 0.75f, 0.75f, 0.75f, 0f, 1f};
    boolean[] positive = {true, true, true, false, false, true};
    assertThat(Calibration.of(scores, positive).error()).isCloseTo(0, within(1e-9));
  }

  @Test
  void certainAndWrongIsTheLargestError() {
    assertThat(Calibration.of(new float[] {1f, 0f}, new boolean[] {false, true}).error())
        .isEqualTo(1);
  }

  @Test
  void errorsOfOppositeSignInOneBinCancel() {
    float[] scores = {0.41f, 0.45f};
    boolean[] positive = {false, true};
    Calibration calibration = Calibration.of(scores, positive);
    assertThat(calibration.error()).isCloseTo(0.07, within(1e-7));
    assertThat(calibration.bins()).hasSize(15);
    assertThat(calibration.bins().get(6).reviews()).isEqualTo(2);
    assertThat(calibration.bins().get(6).sharePositive()).isEqualTo(0.5);
    assertThat(calibration.bins().get(7).meanScore()).isNaN();
  }

  @Test
  void everyScoreHasABin() {
    Calibration calibration =
        Calibration.of(new float[] {0f, 1f, Math.nextDown(1f)}, new boolean[3]);
    assertThat(calibration.bins().get(0).reviews()).isEqualTo(1);
    assertThat(calibration.bins().get(14).reviews()).isEqualTo(2);
  }
}
