package io.reviewscoring.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(5, 1, 9)).isEqualTo(new Spread(5, 1, 9, 3));
    assertThat(Spread.of(4, 1, 9, 2).median()).isEqualTo(3);
  }
}
