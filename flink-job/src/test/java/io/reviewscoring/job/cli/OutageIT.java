package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RemoteStore;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job needs is away for a while. */
class OutageIT {
  @TempDir Path directory;

  /** {@code -Doutage=PT1M} for a whole minute. */
  @Test
  void whileTheBrokerIsAwayTheJobWaitsAndThenGoesOn() throws Exception {
    Duration outage = Duration.parse(System.getProperty("outage", "PT15S"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(running(broker), "outage", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job = JobEnvironment.startLocally(topics.config(Map.of("parallelism", "2")), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 2);
      reviews(topics, 0, 2_000);
      topics.await("outage-sentiment", all -> !all.isEmpty());

      reviews(topics, 2_000, 4_000);
      broker.kill();
      Thread.sleep(outage.toMillis());
      assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
      broker.restart();

      reviews(topics, 4_000, 6_000);
      List<JsonNode> events = topics.await("outage-sentiment", all -> all.size() >= 6_000);
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      JobTopics.kill(job);
      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .as("none lost, none twice")
          .containsExactlyInAnyOrderElementsOf(JobTopics.ids(6_000));
    }
  }

  @Test
  void whileTheModelStoreIsAwayReviewsAreScoredByTheModelInForceAndTheStatusSaysWhatIsRetried()
      throws Exception {
    RemoteStore.withdraw();
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, "store", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job =
          JobEnvironment.startLocally(
              topics.config(Map.of("swap.lead", "500ms", "model.retry-interval", "300ms")), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);

      TinyBundles.Written second = TinyBundles.write(directory, "v2", 2);
      topics.command(new ModelCommand("v2", RemoteStore.uri("v2.zip"), second.sha256(), null));
      assertThat(topics.awaitStatuses(ModelStatus.State.STALLED, 1))
          .singleElement()
          .satisfies(
              status -> {
                assertThat(status.version()).isEqualTo("v2");
                assertThat(status.uri()).isEqualTo("store:///v2.zip");
                assertThat(status.reason())
                    .isEqualTo("store can't be reached: connection refused; trying again");
              });
      topics.review("while away", "p", System.currentTimeMillis(), "a very good film");
      topics.flush();
      assertThat(topics.await("store-sentiment", all -> !all.isEmpty()))
          .singleElement()
          .satisfies(event -> assertThat(event.get("modelVersion").asText()).isEqualTo("v1"));

      RemoteStore.serve(directory);
      List<ModelStatus> accepted = topics.awaitStatuses(ModelStatus.State.ACCEPTED, 2);
      assertThat(accepted).extracting(ModelStatus::version).containsExactly("v1", "v2");
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 2);
      topics.review("when back", "p", System.currentTimeMillis(), "a very good film");
      topics.flush();
      List<JsonNode> events = topics.await("store-sentiment", all -> all.size() >= 2);
      JobTopics.kill(job);
      assertThat(events)
          .extracting(event -> event.get("modelVersion").asText())
          .containsExactlyInAnyOrder("v1", "v2");
    } finally {
      RemoteStore.withdraw();
    }
  }

  private static TestBroker running(EmbeddedBroker broker) {
    return new TestBroker.Running(broker.bootstrapServers(), broker::close);
  }

  private static void reviews(JobTopics topics, int from, int to) {
    long now = System.currentTimeMillis();
    for (int i = from; i < to; i++) {
      topics.review("r" + i, "p" + i % 5, now, "a very good film " + i);
    }
    topics.flush();
  }
}
