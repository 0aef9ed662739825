package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final float[] ENDS = {
    0f, -0f, 8.9999f, 9f, -9f, 9.0001f, 40f, -40f, 1e10f, -1e10f, 1e-30f, Float.MAX_VALUE
  };

  private final float[] sums = new float[4];
  private final float[] cell = new float[1];
  private final float[] output = new float[1];

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** How far cell (relative to its size) and output are off, the larger. */
  private double error(float input, float forget, float candidate, float out, float before) {
    sums[0] = input;
    sums[1] = forget;
    sums[2] = candidate;
    sums[3] = out;
    cell[0] = before;
    Gates.apply(sums, cell, output);
    double now = sigmoid(2.0 * forget) * before + sigmoid(2.0 * input) * Math.tanh(candidate);
    double result = sigmoid(2.0 * out) * Math.tanh(now);
    return Math.max(Math.abs(cell[0] - now) / (1 + Math.abs(now)), Math.abs(output[0] - result));
  }

  @Test
  void aStepStaysWithinItsBound() {
    Random random = new Random(3);
    double worst = 0;
    for (int i = 0; i < 400_000; i++) {
      float scale = (float) Math.pow(10, random.nextInt(4) - 1);
      worst =
          Math.max(
              worst,
              error(
                  (float) random.nextGaussian() * scale,
                  (float) random.nextGaussian() * scale,
                  (float) random.nextGaussian() * scale,
                  (float) random.nextGaussian() * scale,
                  (float) random.nextGaussian() * 2));
    }
    assertThat(worst).isLessThan(6e-7);
  }

  @Test
  void theEndsAreFlat() {
    for (float a : ENDS) {
      for (float b : ENDS) {
        assertThat(error(a, b, b, a, 0.5f)).isLessThan(6e-7);
        assertThat(error(b, a, b, a, -3f)).isLessThan(6e-7);
      }
    }
  }
}
