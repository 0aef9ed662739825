package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Transactions across savepoints, parallelisms and other jobs. */
@SuppressWarnings("NullAway.Init")
class TransactionsIT {
  private static final int JOBS = 3;
  private static final int REVIEWS_A_JOB = 3_000;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void aSavepointGoesOnAtAnotherParallelismAndBackAndNothingIsLostOrTwice() throws Exception {
    try (var topics = new JobTopics(broker, "rescaled", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      Thread feeder = feeder(topics, 0);
      String savepoint = null;
      int[] parallelisms = {1, 4};
      for (int i = 0; i < parallelisms.length; i++) {
        JobClient job = JobEnvironment.startLocally(at(topics, parallelisms[i]), savepoint);
        int before = topics.committed("rescaled-sentiment").size();
        topics.await("rescaled-sentiment", all -> all.size() > before + 500);
        savepoint =
            job.stopWithSavepoint(
                    false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        job.getJobExecutionResult().get();
        feeder.join();
        feeder = feeder(topics, (i + 1) * REVIEWS_A_JOB);
      }
      JobClient job = JobEnvironment.startLocally(at(topics, 1), savepoint);
      feeder.join();
      int reviews = JOBS * REVIEWS_A_JOB;
      List<JsonNode> events = topics.await("rescaled-sentiment", all -> all.size() >= reviews);
      JobTopics.kill(job);

      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .as("none lost, none twice")
          .containsExactlyInAnyOrderElementsOf(JobTopics.ids(reviews));
      assertThat(transactions("rescaled"))
          .as("one name for each sink and subtask")
          .contains(
              "rescaled/sentiment-0",
              "rescaled/sentiment-1",
              "rescaled/sentiment-2",
              "rescaled/sentiment-3",
              "rescaled/aggregates-0",
              "rescaled/comparisons-0",
              "rescaled/status-0")
          .allMatch(
              id ->
                  id.matches(
                      "rescaled/((sentiment|aggregates|dead-letters)-[0-3]|(comparisons|status)-0)"));
      assertThat(topics.statuses())
          .filteredOn(status -> status.state() == ModelStatus.State.ACCEPTED)
          .as("decided once")
          .hasSize(1);
    }
  }

  /** Of a job whose name begins with the other's transactional ids, had these no slash. */
  @Test
  void aStartingJobLeavesTheTransactionsOfAnotherJobAlone() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (var topics = new JobTopics(broker, "a", directory.resolve("a"));
        var others = new JobTopics(broker, "a-sentiment-x", directory.resolve("other"))) {
      TinyBundles.Written model = TinyBundles.write(directory, "v1", 1);
      topics.activate(model, null);
      others.activate(model, null);
      Map<String, String> oneTopic =
          Map.of(
              "sentiment.topic", "a-sentiment",
              "checkpoint.interval", "3s",
              "flink.restart-strategy.type", "disable");
      JobClient other = JobEnvironment.startLocally(others.config(oneTopic), null);
      Thread feeder =
          new Thread(
              () -> {
                for (int i = 0; !enough.get(); i++) {
                  others.review("r" + i, "p", System.currentTimeMillis(), "good");
                  pause(5);
                }
              });
      feeder.start();
      others.await("a-sentiment", all -> !all.isEmpty());
      Thread.sleep(1_500); // between two checkpoints, with a transaction open

      JobClient job = JobEnvironment.startLocally(topics.config(Map.of()), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
      int before = others.committed("a-sentiment").size();
      List<JsonNode> events = others.await("a-sentiment", all -> all.size() > before + 200);
      assertThat(other.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      assertThat(events).hasSizeGreaterThan(before + 200);
      enough.set(true);
      feeder.join();
      JobTopics.kill(job);
      JobTopics.kill(other);
    }
  }

  private static JobConfig at(JobTopics topics, int parallelism) throws Exception {
    return topics.config(
        Map.of(
            "parallelism", Integer.toString(parallelism),
            "swap.lead", "2s",
            "window.size", "2s",
            "window.early-interval", "500ms"));
  }

  /** Feeds a job's share from now on. */
  private static Thread feeder(JobTopics topics, int from) {
    Thread feeder = new Thread(() -> feed(topics, from, from + REVIEWS_A_JOB), "feeder");
    feeder.start();
    return feeder;
  }

  private static void feed(JobTopics topics, int from, int to) {
    for (int i = from; i < to; i++) {
      topics.review(i);
      if (i % 10 == 9) {
        pause(20);
      }
    }
    topics.flush();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The job's transactional ids that the broker knows, without the pool's numbers. */
  private static Set<String> transactions(String job) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.listTransactions().all().get().stream()
          .map(TransactionListing::transactionalId)
          .filter(id -> id.startsWith(job))
          .map(id -> id.substring(0, id.lastIndexOf('-')))
          .collect(Collectors.toSet());
    }
  }
}
