package io.reviewscoring.job.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
  @Test
  void offsetsInARowAreARange() {
    assertThat(Offsets.text(List.of(3L, 7L, 8L, 9L, 11L))).isEqualTo("3,7-9,11");
    assertThat(Offsets.text(List.of())).isEmpty();
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      List<Long> offsets =
          random.longs(random.nextInt(300), 0, 400).sorted().distinct().boxed().toList();
      List<Long> read =
          Offsets.read(Offsets.text(offsets))
              .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
              .boxed()
              .toList();
      assertThat(read).isEqualTo(offsets);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "-", "9-7", "x"})
  void whatIsNoOffsetIsLeftOut(String text) {
    assertThat(Offsets.read(text)).isEmpty();
  }
}
