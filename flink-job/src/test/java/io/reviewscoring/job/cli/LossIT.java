package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.Savepoints;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is gone when a job goes on: results that were never committed, reviews that were deleted.
 */
@SuppressWarnings("NullAway.Init")
class LossIT {
  private static final int REVIEWS = 40;
  private static final Map<String, String> ACCEPTED = Map.of("accept.loss", "true");

  /** So that a savepoint's results wait for a checkpoint that does not come. */
  private static final Map<String, String> NO_CHECKPOINTS =
      Map.of(
          "checkpoint.interval",
          "10min",
          "flink.execution.checkpointing.min-pause", // the first one comes at random after it
          "10min",
          "transaction.timeout",
          "15min",
          "swap.lead",
          "1s");

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void resultsThatWereAbortedWhileTheJobWasDownEndItAndAreGoneWhereThatIsAccepted()
      throws Exception {
    try (var topics = new JobTopics(broker, "aborted", directory)) {
      String savepoint = killedAfterASavepoint(topics);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        List<String> open =
            admin.listTransactions().all().get().stream()
                .filter(each -> each.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith("aborted/sentiment"))
                .toList();
        assertThat(open).hasSize(1);
        admin.fenceProducers(open).all().get();
      }

      Throwable failure = catchThrowable(() -> result(topics.config(Map.of()), savepoint));
      assertThat(failure)
          .rootCause()
          .hasMessageContaining(
              "results of the checkpoint may be committed or not: another took the transaction's id")
          .hasMessageContaining("aborted/sentiment-0-")
          .hasMessageContaining("--accept.loss");
      String remedy =
          RunCommand.remedy(
              topics.config(Map.of()),
              List.of("--bootstrap.servers=b:1", "--model=m.zip", "--job.name", "aborted"),
              savepoint,
              failure);
      assertThat(remedy)
          .contains("`./review-scoring backfill --bootstrap.servers b:1 --job.name aborted ");
      long read =
          Pattern.compile("[0-3]=(\\d+)")
              .matcher(remedy)
              .results()
              .mapToLong(offset -> Long.parseLong(offset.group(1)))
              .sum();
      assertThat(read).as("up to where the savepoint has read").isEqualTo(REVIEWS);

      JobClient job = JobEnvironment.startLocally(topics.config(ACCEPTED), savepoint);
      feed(topics, REVIEWS, 2 * REVIEWS);
      var events = topics.await("aborted-sentiment", all -> all.size() >= REVIEWS);
      JobTopics.kill(job);
      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .containsExactlyInAnyOrderElementsOf(ids(REVIEWS, 2 * REVIEWS));
    }
  }

  @Test
  void resultsThatWaitForTheirCommitAreCommittedByTheNextStartAndOnlyOnce() throws Exception {
    try (var topics = new JobTopics(broker, "pending", directory)) {
      String savepoint = killedAfterASavepoint(topics);

      for (int start = 0; start < 2; start++) {
        JobClient job = JobEnvironment.startLocally(topics.config(NO_CHECKPOINTS), savepoint);
        topics.await("pending-sentiment", all -> all.size() >= REVIEWS);
        Thread.sleep(1_500);
        JobTopics.kill(job);
      }

      assertThat(topics.committed("pending-sentiment"))
          .extracting(event -> event.get("reviewId").asText())
          .containsExactlyInAnyOrderElementsOf(ids(0, REVIEWS));
    }
  }

  @Test
  void reviewsThatWereDeletedBeforeTheyWereReadEndTheJobAndAreLeaptOverWhereThatIsAccepted()
      throws Exception {
    try (var topics = new JobTopics(broker, "deleted", directory)) {
      String savepoint = stoppedAfterReviewsOfPartition0(topics);
      for (int i = REVIEWS; i < 2 * REVIEWS; i++) {
        review(topics, i);
      }
      topics.flush();
      topics.deleteReviewsBefore(0, REVIEWS + 10);

      assertThatThrownBy(() -> result(topics.config(Map.of()), savepoint))
          .rootCause()
          .hasMessage(
              "partition 0 of deleted-reviews is to be read from offset 40, but holds 50 to 80: 10"
                  + " records were deleted before they were read; --accept.loss goes on at 50");

      JobClient job = JobEnvironment.startLocally(topics.config(ACCEPTED), savepoint);
      var events = topics.await("deleted-sentiment", all -> all.size() >= 2 * REVIEWS - 10);
      JobTopics.kill(job);
      assertThat(events).hasSize(2 * REVIEWS - 10);
    }
  }

  @Test
  void aTopicThatWasMadeAnewEndsTheJob() throws Exception {
    try (var topics = new JobTopics(broker, "anew", directory)) {
      String savepoint = stoppedAfterReviewsOfPartition0(topics);
      JobTopics.makeAnew(topics.config(Map.of()), "anew-reviews");

      assertThatThrownBy(() -> result(topics.config(Map.of()), savepoint))
          .rootCause()
          .hasMessageStartingWith(
              "partition 0 of anew-reviews is to be read from offset 40, but holds 0 to 0");
    }
  }

  private String killedAfterASavepoint(JobTopics topics) throws Exception {
    topics.activate(TinyBundles.write(directory, "v1", 1), null);
    JobClient job = JobEnvironment.startLocally(topics.config(NO_CHECKPOINTS), null);
    feed(topics, 0, REVIEWS);
    awaitWritten(topics.config(Map.of()).sentimentTopic());
    String savepoint = Savepoints.of(job, directory);
    JobTopics.kill(job);
    assertThat(topics.committed(topics.config(Map.of()).sentimentTopic())).isEmpty();
    return savepoint;
  }

  /** Nothing of it is visible before a checkpoint. */
  private static void awaitWritten(String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, 4)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition),
                    partition -> OffsetSpec.latest()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      long written = 0;
      while (written < REVIEWS) {
        Thread.sleep(100);
        written =
            admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
      }
    }
  }

  private String stoppedAfterReviewsOfPartition0(JobTopics topics) throws Exception {
    topics.activate(TinyBundles.write(directory, "v1", 1), null);
    JobClient job = JobEnvironment.startLocally(topics.config(Map.of()), null);
    topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);
    for (int i = 0; i < REVIEWS; i++) {
      review(topics, i);
    }
    topics.flush();
    topics.await(topics.config(Map.of()).sentimentTopic(), events -> events.size() >= REVIEWS);
    return job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private static void review(JobTopics topics, int number) {
    topics.review(0, null, "r" + number, "p", System.currentTimeMillis(), "good film");
  }

  private static void result(JobConfig config, String savepoint) throws Exception {
    JobClient job = JobEnvironment.startLocally(config, savepoint);
    try {
      job.getJobExecutionResult().get(Duration.ofMinutes(3).toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      JobEnvironment.cancel(job);
    }
  }

  private static void feed(JobTopics topics, int from, int to) {
    for (int i = from; i < to; i++) {
      topics.review(i);
    }
    topics.flush();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "r" + i).toList();
  }
}
