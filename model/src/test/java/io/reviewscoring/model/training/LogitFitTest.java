package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogitFitTest {
  private static final int REVIEWS = 20_000;

  private static double[] fit(double[] logits, boolean[] positive) {
    return LogitFit.of(new double[][] {logits}, positive, ones(positive.length));
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2.5, 0", "0.4, 0", "1, 0.7", "3, -0.5"})
  void itFindsTheDistortionAndTakesItAway(double temperature, double shift) {
    Random random = new Random(3);
    double[] logits = new double[REVIEWS];
    boolean[] positive = new boolean[REVIEWS];
    for (int i = 0; i < REVIEWS; i++) {
      double truth = 2 * random.nextGaussian();
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth));
      logits[i] = temperature * (truth - shift);
    }
    double[] fitted = fit(logits, positive);
    assertThat(fitted[0] * temperature).isCloseTo(1, within(0.05));
    assertThat(fitted[1]).isCloseTo(shift, within(0.05));
  }

  @Test
  void ofTwoPartsEachCountsAsMuchAsItKnows() {
    Random random = new Random(5);
    double[][] parts = new double[2][REVIEWS];
    boolean[] positive = new boolean[REVIEWS];
    for (int i = 0; i < REVIEWS; i++) {
      parts[0][i] = random.nextGaussian();
      parts[1][i] = random.nextGaussian();
      double truth = 1.5 * parts[0][i] + 0.5 * parts[1][i] - 0.3;
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth));
    }
    assertThat(LogitFit.of(parts, positive, ones(REVIEWS)))
        .containsExactly(new double[] {1.5, 0.5, -0.3}, within(0.06));
  }

  @Test
  void reviewsThatAreAllScoredRightDoNotMakeTheModelEndlesslySure() {
    double[] fitted =
        fit(new double[] {0.8, 1.4, -0.8, -1.4}, new boolean[] {true, true, false, false});
    assertThat(fitted[0]).isBetween(0.5, 2.0);
    assertThat(fitted[1]).isCloseTo(0, within(1e-6));
  }

  @Test
  void logOddsThatAreAllTheSameAndOneLabelAloneAreNoTrouble() {
    double[] fitted = fit(new double[3], new boolean[] {true, true, true});
    assertThat(fitted[0]).isFinite();
    assertThat(1 / (1 + Math.exp(-fitted[1]))).isCloseTo(0.8, within(1e-6));
  }
}
