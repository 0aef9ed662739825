package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsWhatIsOnEachSideOfOneHalf() {
    Evaluation evaluation =
        Evaluation.of(
            new float[] {0.9f, 0.5f, 0.4f, 0.6f, 0.1f},
            new boolean[] {true, true, true, false, false});
    assertThat(evaluation.confusion()).isEqualTo(new ConfusionMatrix(2, 1, 1, 1));
    assertThat(evaluation.accuracy()).isEqualTo(0.6);
    assertThat(evaluation.reviews()).isEqualTo(5);
  }

  @Test
  void logLossIsTheMeanNegativeLogLikelihood() {
    Evaluation evaluation = Evaluation.of(new float[] {0.75f, 0.25f}, new boolean[] {true, true});
    assertThat(evaluation.logLoss())
        .isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-12));
  }

  @Test
  void certainAndWrongCostsMuchButNotInfinity() {
    Evaluation evaluation = Evaluation.of(new float[] {0f}, new boolean[] {true});
    assertThat(evaluation.logLoss()).isCloseTo(-Math.log(1e-7), within(1e-6));
  }

  @Test
  void areaUnderTheCurveIsTheShareOfPairsInTheRightOrder() {
    float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
    boolean[] positive = {false, false, true, true};
    assertThat(Evaluation.of(scores, positive).rocAuc()).isEqualTo(0.75);
  }

  @Test
  void tiedPairsCountHalf() {
    float[] same = {0.5f, 0.5f, 0.5f, 0.5f};
    assertThat(Evaluation.of(same, new boolean[] {true, false, true, false}).rocAuc())
        .isEqualTo(0.5);
  }

  @Test
  void oneLabelAloneHasNoAreaUnderTheCurve() {
    assertThat(Evaluation.of(new float[] {0.2f, 0.3f}, new boolean[2]).rocAuc()).isNaN();
  }

  @Test
  void nothingToCompareIsRefused() {
    assertThatThrownBy(() -> Evaluation.of(new float[0], new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
