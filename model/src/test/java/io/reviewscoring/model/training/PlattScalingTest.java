package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlattScalingTest {

  private static final int REVIEWS = 20_000;

  /** Reviews by a model whose logits are {@code temperature × (true logit - shift)}. */
  private static final class Distorted {
    private final float[] scores = new float[REVIEWS];
    private final boolean[] positive = new boolean[REVIEWS];

    Distorted(double temperature, double shift) {
      Random random = new Random(3);
      for (int i = 0; i < REVIEWS; i++) {
        double truth = 2 * random.nextGaussian();
        positive[i] = random.nextDouble() < sigmoid(truth);
        scores[i] = (float) sigmoid(temperature * (truth - shift));
      }
    }
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static float[] scaled(float[] scores, PlattScaling scaling) {
    float[] scaled = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double logit = Math.log(scores[i] / (1.0 - scores[i]));
      scaled[i] = (float) sigmoid(logit / scaling.temperature() + scaling.shift());
    }
    return scaled;
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2.5, 0", "0.4, 0", "1, 0.7", "3, -0.5"})
  void itFindsTheDistortionAndTakesItAway(double temperature, double shift) {
    Distorted reviews = new Distorted(temperature, shift);
    PlattScaling scaling = PlattScaling.fit(reviews.scores, reviews.positive);
    assertThat(scaling.temperature() / temperature).isCloseTo(1, within(0.05));
    assertThat(scaling.shift()).isCloseTo(shift, within(0.05));
    Evaluation before = Evaluation.of(reviews.scores, reviews.positive);
    Evaluation after = Evaluation.of(scaled(reviews.scores, scaling), reviews.positive);
    assertThat(after.logLoss()).isLessThanOrEqualTo(before.logLoss());
    assertThat(after.calibrationError()).isLessThan(0.015);
    assertThat(after.rocAuc()).isCloseTo(before.rocAuc(), within(1e-4));
  }

  @Test
  void reviewsThatAreAllScoredRightDoNotMakeTheModelEndlesslySure() {
    PlattScaling scaling =
        PlattScaling.fit(
            new float[] {0.7f, 0.8f, 0.3f, 0.2f}, new boolean[] {true, true, false, false});
    assertThat(scaling.temperature()).isBetween(0.5, 1.5);
    assertThat(scaling.shift()).isCloseTo(0, within(1e-6));
  }

  @Test
  void aModelThatIsMoreOftenWrongThanRightIsNotTurnedRound() {
    assertThat(
            PlattScaling.fit(
                new float[] {0.7f, 0.8f, 0.3f, 0.2f}, new boolean[] {false, false, true, true}))
        .isEqualTo(PlattScaling.IDENTITY);
  }

  @Test
  void scoresThatAreAllTheSameAndOneLabelAloneAreNoTrouble() {
    PlattScaling scaling =
        PlattScaling.fit(new float[] {0.5f, 0.5f, 0.5f}, new boolean[] {true, true, true});
    assertThat(scaling.temperature()).isPositive().isFinite();
    assertThat(sigmoid(scaling.shift())).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void foldedIntoTheWeightsItScalesEveryScoreAndKeepsTheRest() {
    Architecture architecture = RandomModels.architecture(30, 10, 4, 3, 3, 2, 5);
    Weights weights = RandomModels.weights(architecture, 8);
    PlattScaling scaling = new PlattScaling(1.7, -0.3);
    Weights folded = scaling.fold(weights);
    Random random = new Random(4);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(random.ints(10, 0, 30).toArray());
    }
    try (Dl4jNetwork plain = Dl4jNetwork.of(architecture, weights);
        Dl4jNetwork scaled = Dl4jNetwork.of(architecture, folded)) {
      float[] expected = scaled(plain.score(rows), scaling);
      assertThat(scaled.score(rows)).containsExactly(expected, within(1e-5f));
    }
    assertThat(folded.embedding()).isSameAs(weights.embedding());
  }
}
