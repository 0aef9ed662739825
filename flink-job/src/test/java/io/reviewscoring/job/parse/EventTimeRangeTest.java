package io.reviewscoring.job.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Parsed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeRangeTest {
  private static final EventTimeRange RANGE = new EventTimeRange(1_500, 2_500);

  @Test
  void itIsWidenedToWholeWindows() {
    assertThat(RANGE.wholeWindows(Duration.ofSeconds(1)))
        .isEqualTo(new EventTimeRange(1_000, 3_000));
    assertThat(RANGE.wholeWindows(Duration.ofMillis(500))).isEqualTo(RANGE);
    assertThat(EventTimeRange.ALL.wholeWindows(Duration.ofDays(1))).isEqualTo(EventTimeRange.ALL);
  }

  @Test
  void itIsOpenWhereAnOptionIsNotGivenAndBeyondAllOfTime() throws Exception {
    String second = "1970-01-01T00:00:01Z";

    assertThat(EventTimeRange.between(null, null)).isEqualTo(EventTimeRange.ALL);
    assertThat(EventTimeRange.between(second, null))
        .isEqualTo(new EventTimeRange(1_000, Long.MAX_VALUE))
        .isEqualTo(EventTimeRange.between(second, "+1000000000-01-01T00:00:00Z"));
    assertThat(EventTimeRange.between(null, second).wholeWindows(Duration.ofMinutes(1)))
        .isEqualTo(new EventTimeRange(Long.MIN_VALUE, 60_000));
    assertThatThrownBy(() -> EventTimeRange.between(null, "yesterday"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--to: 'yesterday' is not an instant such as 2026-01-01T00:00:00Z");
    assertThatThrownBy(() -> EventTimeRange.between(second, second))
        .hasMessage("--from must be before --to");
  }

  @Test
  void aBadRecordGoesByItsRecordsTimestampAndOneWithoutBelongsToAll() {
    assertThat(RANGE.holds(badAt(1_499))).isFalse();
    assertThat(RANGE.holds(badAt(1_500))).isTrue();
    assertThat(RANGE.holds(badAt(2_500))).isFalse();
    assertThat(RANGE.holds(badAt(-1))).isTrue();
    assertThat(RANGE.holds(Parsed.TOMBSTONE)).isTrue();
  }

  private static Parsed badAt(long timestamp) {
    return new Parsed(
        null,
        new DeadLetter(
            null,
            new byte[0],
            List.of(),
            "reviews",
            0,
            0,
            "parse",
            "not-json",
            "",
            timestamp,
            null,
            null));
  }
}
