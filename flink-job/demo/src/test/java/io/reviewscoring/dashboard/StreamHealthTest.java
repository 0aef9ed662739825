package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.StreamHealth.State.BROKER_AWAY;
import static io.reviewscoring.dashboard.StreamHealth.State.CONNECTING;
import static io.reviewscoring.dashboard.StreamHealth.State.FLOWING;
import static io.reviewscoring.dashboard.StreamHealth.State.SILENT;
import static io.reviewscoring.dashboard.StreamHealth.State.TOPICS_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamHealthTest {
  private final StreamHealth health =
      new StreamHealth("broker:9092", Duration.ofSeconds(10), 1_000);

  @Test
  void beforeTheBrokerAnswersItIsAsked() {
    assertThat(health.at(5_000))
        .isEqualTo(
            new StreamHealth.Finding(CONNECTING, 1_000, "Asking broker:9092 for the topics"));
  }

  @Test
  void missingTopicsAreNamed() {
    health.answered(List.of("review-sentiment"), 2_000);

    assertThat(health.at(5_000).state()).isEqualTo(TOPICS_MISSING);
    assertThat(health.at(5_000).words())
        .isEqualTo("The broker has no topic review-sentiment: has the job been started?");
  }

  @Test
  void aReviewEveryFewSecondsIsAStreamThatFlows() {
    health.answered(List.of(), 2_000);
    assertThat(health.at(2_000).state()).isEqualTo(SILENT);
    health.review(3_000);

    assertThat(health.at(13_000).state()).isEqualTo(FLOWING);
    assertThat(health.at(13_001).state()).isEqualTo(SILENT);
    assertThat(health.at(13_001).since()).isEqualTo(3_000);
  }

  @Test
  void aBrokerThatIsAwayIsSoSinceTheFirstFailure() {
    health.answered(List.of(), 2_000);
    health.review(3_000);
    health.failed("no Kafka broker answers at broker:9092", 4_000);
    health.failed("no Kafka broker answers at broker:9092", 8_000);

    assertThat(health.at(9_000))
        .isEqualTo(
            new StreamHealth.Finding(BROKER_AWAY, 4_000, "no Kafka broker answers at broker:9092"));

    health.answered(List.of(), 9_500);
    assertThat(health.at(9_500).state()).isEqualTo(FLOWING);
  }
}
