package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final double BOUND = 2e-7;

  @Test
  void theSigmoidStaysWithinItsBound() {
    double worst = 0;
    for (double x = -100; x <= 100; x += x > -12 && x < 12 ? 1.7e-5 : 1e-3) {
      float value = (float) x;
      worst =
          Math.max(
              worst, Math.abs(Activations.sigmoid(value) - 1 / (1 + Math.exp(-(double) value))));
    }
    assertThat(worst).isLessThan(BOUND);
  }

  @Test
  void theEndsAreFlat() {
    for (float x : new float[] {40, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(Activations.sigmoid(x)).isCloseTo(1f, within(1e-7f));
      assertThat(Activations.sigmoid(-x)).isBetween(0f, 1e-12f);
    }
    assertThat(Activations.sigmoid(0f)).isEqualTo(0.5f);
  }
}
