package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreMetricsTest {
  private final Map<String, Counter> counters = new HashMap<>();
  private final ScoreMetrics metrics = new ScoreMetrics(new Counters(""), Clock.systemUTC());

  /** Remembers counters by their groups' labels and their names. */
  private final class Counters extends UnregisteredMetricsGroup {
    private final String label;

    Counters(String label) {
      this.label = label;
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name + label, key -> new SimpleCounter());
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Counters(" " + value);
    }
  }

  private long count(String name) {
    Counter counter = counters.get(name);
    return counter == null ? -1 : counter.getCount();
  }

  private static SentimentEvent event(float score, Label label, @Nullable String role) {
    var origin = new SourceCoordinates("reviews", 0, 0, 0);
    return new SentimentEvent(
        "r", "p", 0, score, label, null, 3, 3, false, "m", "00", role, null, null, null, null,
        origin);
  }

  private void compared(String role, float own, Label ownLabel, float other, Label otherLabel) {
    metrics.compared(
        role, new ScoredBeside("e", event(own, ownLabel, null), event(other, otherLabel, role)));
  }

  @Test
  void differencesAndOtherLabelsAreCountedByRole() {
    compared("shadow", 0.5f, Label.UNCERTAIN, 0.75f, Label.POSITIVE);
    compared("shadow", 0.5f, Label.UNCERTAIN, 0.25f, Label.UNCERTAIN);
    compared("in force", 0.125f, Label.NEGATIVE, 1, Label.POSITIVE);

    assertThat(count("labelsDiffering shadow")).isEqualTo(1);
    assertThat(count("labelsDiffering in force")).isEqualTo(1);
    assertThat(count("differenceMillionths shadow")).isEqualTo(500_000);
    assertThat(count("differenceMillionths in force")).isEqualTo(875_000);
  }
}
