package io.reviewscoring.job.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochUnitTest {
  @ParameterizedTest
  @CsvSource({
    "S, 1772366400, 1772366400000",
    "MS, 1772366400123, 1772366400123",
    "US, 1772366400123000, 1772366400123",
    "NS, 1772366400123000000, 1772366400123",
    "D, 20513, 1772323200000"
  })
  void aCountOfMillisecondsIsReadAsTheyWereButForWhatIsFiner(
      EpochUnit unit, long count, long read) {
    assertThat(unit.count(1_772_366_400_123L)).isEqualTo(count);
    assertThat(unit.millis(count)).isEqualTo(read);
  }
}
