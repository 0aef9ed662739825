package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OffsetLossTest {
  private static final float[] LOG_ODDS = {0.5f, -1, 2};
  private static final float[] OFFSETS = {1, -2, -4};
  private static final float[] LABELS = {1, 1, 0};

  private static INDArray column(float... values) {
    return Nd4j.create(values, new long[] {values.length, 1}, 'c');
  }

  @Test
  void lossAndGradientAreThoseOfTheSum() {
    OffsetLoss loss = new OffsetLoss();
    loss.offsets(OFFSETS);
    INDArray mask = column(1, 1, 1);
    INDArray gradient =
        loss.computeGradient(column(LABELS), column(LOG_ODDS), new ActivationSigmoid(), mask);
    double sum = 0;
    for (int i = 0; i < LABELS.length; i++) {
      double logOdds = LOG_ODDS[i] + OFFSETS[i];
      assertThat(gradient.getDouble(i))
          .isCloseTo(1 / (1 + Math.exp(-logOdds)) - LABELS[i], within(1e-5));
      sum += LogLoss.of(logOdds, LABELS[i]);
    }
    assertThat(
            loss.computeGradientAndScore(
                    column(LABELS), column(LOG_ODDS), new ActivationSigmoid(), mask, false)
                .getFirst())
        .isCloseTo(sum, within(1e-4));
  }
}
