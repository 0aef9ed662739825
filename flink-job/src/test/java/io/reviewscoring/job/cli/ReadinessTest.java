package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ModelStatus.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static ModelStatus status(String version, State state, @Nullable Long from) {
    return status(version, state, from, 0);
  }

  private static ModelStatus status(String version, State state, @Nullable Long from, long offset) {
    return new ModelStatus(version, state, null, null, null, from, "uri", "sha", offset, null);
  }

  @Test
  void whereAllActivationsWereRefusedTheLastRefusalIsFound() {
    List<ModelStatus> records =
        List.of(
            status("v1", State.REJECTED, null, 0),
            status("v2", State.STALLED, null, 1),
            status("v2", State.REJECTED, null, 1));

    assertThat(Readiness.lastOfRefusedOnly(records, 1))
        .hasValueSatisfying(status -> assertThat(status.version()).isEqualTo("v2"));
    assertThat(Readiness.lastOfRefusedOnly(records.subList(0, 2), 1)).as("one waits").isEmpty();
    assertThat(Readiness.lastOfRefusedOnly(records, 2)).as("one is not decided yet").isEmpty();
    assertThat(Readiness.lastOfRefusedOnly(List.of(), -1)).isEmpty();
  }

  @Test
  void theModelInForceIsTheAcceptedOneWithTheLatestInstantSoFar() {
    List<ModelStatus> records =
        List.of(
            status("v1", State.ACCEPTED, 1_000L),
            status("v4", State.ACCEPTED, 9_000L),
            status("v2", State.ACCEPTED, 2_000L),
            status("v3", State.REJECTED, null));

    assertThat(Readiness.inForce(records, 5_000))
        .contains("v2, in force from 1970-01-01T00:00:02Z");
  }

  @Test
  void beforeTheFirstInstantItIsTheFirst() {
    assertThat(Readiness.inForce(List.of(status("v1", State.ACCEPTED, 9_000L)), 5_000))
        .contains("v1, in force from 1970-01-01T00:00:09Z");
  }

  @Test
  void theModelGivenAtTheStartIsInForceFromThere() {
    assertThat(Readiness.inForce(List.of(status("v1", State.ACCEPTED, 0L)), 5_000))
        .contains("v1, in force from the start");
  }

  @Test
  void withoutADecisionThereIsNone() {
    assertThat(Readiness.inForce(List.of(status("v1", State.REJECTED, null)), 5_000)).isEmpty();
  }
}
