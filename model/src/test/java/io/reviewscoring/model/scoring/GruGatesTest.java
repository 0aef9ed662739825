package io.reviewscoring.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GruGatesTest {
  private final float[] inputs = new float[3];
  private final float[] sums = new float[3];
  private final float[] bias = new float[1];
  private final float[] output = new float[1];

  @Test
  void aStepStaysWithinItsBound() {
    Random random = new Random(4);
    double worst = 0;
    for (int i = 0; i < 400_000; i++) {
      float scale = (float) Math.pow(10, random.nextInt(4) - 1);
      for (float[] each : new float[][] {inputs, sums, bias}) {
        for (int at = 0; at < each.length; at++) {
          each[at] = (float) random.nextGaussian() * scale;
        }
      }
      output[0] = random.nextFloat() * 2 - 1;
      worst = Math.max(worst, error());
    }
    assertThat(worst).isLessThan(6e-7);
  }

  /** Beside the step in double precision, of the same sums. */
  private double error() {
    double update = GatesTest.sigmoid(2.0 * (sums[0] + inputs[0]));
    float reset = sums[1] + inputs[1];
    float kept = sums[2] + bias[0];
    double candidate = Math.tanh(inputs[2] + GatesTest.sigmoid(2.0 * reset) * kept);
    double expected = candidate + update * (output[0] - candidate);
    // Where large numbers cancel out, what is left is as far off as they were rounded.
    double rounding = Math.ulp(Math.max(Math.abs(inputs[2]), Math.abs(kept)));
    GruGates.apply(inputs, sums, bias, output);
    return Math.max(0, Math.abs(output[0] - expected) - 4 * rounding);
  }
}
