package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Timeline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperimentStatusTest {
  private final Timeline timeline = new Timeline();

  private static long noon(int minutes) {
    return Instant.parse("2026-07-01T12:00:00Z").plusSeconds(60L * minutes).toEpochMilli();
  }

  private void decide(String version, long from, @Nullable RoleChange change) {
    timeline.add(new Decision(version, "sha-" + version, from, 0, change));
  }

  @Test
  void withoutADecisionItSaysSo() {
    ExperimentStatus status = new ExperimentStatus(timeline, noon(0));
    assertThat(status.lines())
        .containsExactly(
            "at           2026-07-01T12:00:00Z", "in force     no model was ever accepted");
    assertThat(status.experiment()).isNull();
  }

  @Test
  void itSaysWhoGetsWhatSinceWhenAndWhatIsToCome() {
    decide("v1", 0, null);
    decide("s", noon(1), new RoleChange(Kind.SHADOW, "e", 0.3, 0));
    decide("c", noon(2), new RoleChange(Kind.CANARY, "e", 0.05, 0));
    decide("c", noon(3), new RoleChange(Kind.CANARY, "e", 0.125, 0.2));
    decide("c", noon(60), new RoleChange(Kind.PROMOTE, "e", 0, 0));
    ExperimentStatus status = new ExperimentStatus(timeline, noon(4));
    assertThat(status.lines())
        .containsExactly(
            "at           2026-07-01T12:04:00Z",
            "in force     v1, since the start",
            "experiment   e, since 2026-07-01T12:01:00Z",
            "candidate    c, 12.5 % of the reviews, since 2026-07-01T12:03:00Z,"
                + " 20 % of them compared with v1",
            "shadow       s, 30 % of the reviews, since 2026-07-01T12:01:00Z",
            "later        c, in force from 2026-07-01T13:00:00Z");
    assertThat(status.experiment()).isEqualTo("e");
  }

  @Test
  void whatIsToComeIsToldOnceAndNotWhatAnEndLeavesWithoutEffect() {
    decide("v1", 0, null);
    decide("c", noon(1), new RoleChange(Kind.CANARY, "e", 0.05, 0));
    decide("v1", noon(20), new RoleChange(Kind.END, "e", 0, 0));
    decide("c", noon(30), new RoleChange(Kind.CANARY, "e", 0.5, 0));
    decide("c", noon(40), new RoleChange(Kind.PROMOTE, "e", 0, 0));
    assertThat(new ExperimentStatus(timeline, noon(2)).lines())
        .filteredOn(line -> line.startsWith("later"))
        .containsExactly(
            "later        v1, still in force, experiment e ends from 2026-07-01T12:20:00Z");
  }

  @Test
  void anExperimentThatIsOverKeepsItsFigures() {
    decide("v1", noon(0), null);
    decide("s", noon(1), new RoleChange(Kind.SHADOW, "e", 1, 0));
    decide("v1", noon(2), new RoleChange(Kind.END, "e", 0, 0));
    decide("s", noon(9), new RoleChange(Kind.SHADOW, "f", 1, 0));
    ExperimentStatus status = new ExperimentStatus(timeline, noon(3));
    assertThat(status.lines())
        .contains("in force     v1, since 2026-07-01T12:00:00Z", "experiment   none runs")
        .endsWith("later        s, shadow of 100 % in experiment f from 2026-07-01T12:09:00Z");
    assertThat(status.experiment()).isEqualTo("e");
  }
}
