package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongIndexTest {

  @Test
  void keysAreNumberedInTheOrderInWhichTheyFirstCome() {
    Random random = new Random(1);
    LongIndex index = new LongIndex();
    Set<Long> distinct = new LinkedHashSet<>(List.of(0L, -1L, Long.MIN_VALUE));
    while (distinct.size() < 5000) {
      distinct.add(random.nextBoolean() ? random.nextLong() : random.nextInt(3000));
    }
    List<Long> keys = new ArrayList<>(distinct);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(index.find(keys.get(i))).isEqualTo(LongIndex.NONE);
      assertThat(index.add(keys.get(i))).isEqualTo(i);
      assertThat(index.add(keys.get(i / 2))).isEqualTo(i / 2);
    }
    assertThat(index.size()).isEqualTo(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      assertThat(index.find(keys.get(i))).isEqualTo(i);
    }
  }
}
