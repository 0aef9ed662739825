package io.reviewscoring.job.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /** Computed from the formula in another language. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.2775327998628892",
    "1, 2, 0.09453120573423074, 0.9054687942657693",
    "5, 10, 0.236593090512564, 0.7634069094874361",
    "10, 10, 0.7224672001371107, 1",
    "3, 1000, 0.0010207838811386186, 0.008783014053503173"
  })
  void itIsThatOfTheFormula(long count, long of, double from, double to) {
    WilsonInterval interval = WilsonInterval.of(count, of);
    assertThat(interval.from()).isCloseTo(from, within(1e-12));
    assertThat(interval.to()).isCloseTo(to, within(1e-12));
  }

  @Test
  void itHoldsTheShareAndStaysWithinNoneAndAll() {
    for (int of = 1; of < 200; of++) {
      for (int count = 0; count <= of; count++) {
        WilsonInterval interval = WilsonInterval.of(count, of);
        assertThat(interval.from()).isBetween(0.0, (double) count / of);
        assertThat(interval.to()).isBetween((double) count / of, 1.0);
      }
    }
  }
}
