package io.reviewscoring.job.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.parse.EventTimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BackfillOptionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static BackfillOptions options(String... arguments) {
    BackfillOptions options = new BackfillOptions();
    assertThat(new CommandLine(options).parseArgs(arguments).unmatched()).isEmpty();
    return options;
  }

  @Test
  void theFirstOfAllInstantsIsRefusedAsAnyBefore1970() {
    for (String from : new String[] {"-1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z"}) {
      assertThatThrownBy(() -> options("--from=" + from, "--to=2026-03-01T11:00:00Z").range(NOW))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("--from lies before 1970");
    }
  }

  @Test
  void aMarginIsNamedWhereOneWasGiven() throws Exception {
    long end = NOW.minusSeconds(60).toEpochMilli();
    EventTimeRange range = new EventTimeRange(end - 60_000, end);

    assertThat(options("--margin=30min").unripe(range, NOW))
        .containsExactly(
            "since late reviews of the range may come until 2026-03-01T12:29:00Z, as --margin has it");
    assertThat(options().unripe(range, NOW))
        .containsExactly("since late reviews of the range may come until 2026-03-01T12:59:00Z");
  }
}
