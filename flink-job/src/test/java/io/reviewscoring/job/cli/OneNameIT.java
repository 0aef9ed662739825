package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that would run one job. */
@SuppressWarnings("NullAway.Init")
class OneNameIT {
  private static final int REVIEWS = 2_000;

  /**
   * Less than what Kafka waits for by default; what a start waits for doesn't end on the second.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void theSecondProcessIsRefusedAndTheFirstLosesNothing() throws Exception {
    try (var topics = new JobTopics(broker, "once", directory)) {
      JobProcess first = started(topics);
      Thread feeder = new Thread(() -> feed(topics), "feeder");
      feeder.start();
      Path log = directory.resolve("second.log");
      JobProcess second =
          JobProcess.start(
              log,
              topics.options(Map.of("checkpoint.directory", directory.resolve("2").toString())));
      boolean ended = second.process().waitFor(3, TimeUnit.MINUTES);
      second.kill();
      feeder.join();

      var events = topics.await("once-sentiment", all -> all.size() >= REVIEWS);
      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .as("none lost, none twice")
          .containsExactlyInAnyOrderElementsOf(JobTopics.ids(REVIEWS));
      assertThat(first.isAlive()).isTrue();
      assertThat(ended).isTrue();
      assertThat(second.process().exitValue()).isEqualTo(2);
      assertThat(Files.readString(log))
          .contains("another process runs a job of this name, once (client once-claim-")
          .doesNotContain("\tat ");
      first.kill();
    }
  }

  @Test
  void aStartAfterAKillWaitsAFewSecondsForTheName() throws Exception {
    try (var topics = new JobTopics(broker, "next-start", directory)) {
      JobProcess first = started(topics);
      first.kill();

      Instant killed = Instant.now();
      new Readiness(topics.config(Map.of()), Clock.systemUTC()).checkName("next");

      assertThat(Duration.between(killed, Instant.now())).isLessThan(PATIENCE);
    }
  }

  private JobProcess started(JobTopics topics) throws Exception {
    TinyBundles.Written model = TinyBundles.write(directory, "v1", 1);
    JobProcess process = JobProcess.start(topics, model, directory.resolve("first.log"), Map.of());
    topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
    return process;
  }

  private static void feed(JobTopics topics) {
    for (int i = 0; i < REVIEWS; i++) {
      topics.review(i);
      if (i % 20 == 19) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
    topics.flush();
  }
}
