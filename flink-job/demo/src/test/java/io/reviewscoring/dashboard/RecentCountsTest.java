package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCountsTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  private final RecentCounts counts = new RecentCounts(Duration.ofMinutes(15), 3);

  @Test
  void whatWasCountedIsForgottenWhenItsTimeIsOver() {
    counts.add("late", NOW, NOW);
    counts.add("late", NOW + 5 * MINUTE, NOW + 5 * MINUTE);
    counts.add("not-json", NOW + 5 * MINUTE, NOW + 5 * MINUTE);

    assertThat(counts.totals(NOW + 10 * MINUTE)).containsEntry("late", 2L);
    assertThat(counts.totals(NOW + 16 * MINUTE))
        .containsEntry("late", 1L)
        .containsEntry("not-json", 1L);
    assertThat(counts.totals(NOW + 21 * MINUTE)).isEmpty();
  }

  @Test
  void whatComesTooLateIsNotCounted() {
    counts.add("late", NOW - 15 * MINUTE, NOW);

    assertThat(counts.totals(NOW)).isEmpty();
  }

  @Test
  void namesBeyondTheBoundAreCountedTogether() {
    for (String name : new String[] {"a", "b", "c", "d", "e", "a"}) {
      counts.add(name, NOW, NOW);
    }

    assertThat(counts.totals(NOW))
        .containsEntry("a", 2L)
        .containsEntry("b", 1L)
        .containsEntry("c", 1L)
        .containsEntry(RecentCounts.OTHER, 2L)
        .hasSize(4);
    counts.add("d", NOW + 30 * MINUTE, NOW + 30 * MINUTE);
    assertThat(counts.totals(NOW + 30 * MINUTE)).containsOnlyKeys("d");
  }
}
