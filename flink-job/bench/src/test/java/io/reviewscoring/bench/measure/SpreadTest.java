package io.reviewscoring.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(5, 1, 9)).isEqualTo(new Spread(5, 1, 9, List.of(5.0, 1.0, 9.0)));
    assertThat(Spread.of(4, 1, 9, 2).median()).isEqualTo(3);
  }

  @Test
  void aRatioComparesWhatWasMeasuredInTheSameRepetition() {
    // The machine was ten times slower in the second one.
    Spread ratio = Spread.of(20, 2, 30).over(Spread.of(10, 1, 10));

    assertThat(ratio).isEqualTo(Spread.of(2, 2, 3));
  }
}
