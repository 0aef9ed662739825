package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a killed job left open, where the next one goes on with fewer subtasks. */
@SuppressWarnings("NullAway.Init")
class LeftTransactionsIT {
  private static final int BEFORE = 400;
  private static final int AFTER = 50;
  private static final int BLOCKED_CHECKPOINTS = 1_000;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  private final AtomicInteger fed = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  /**
   * Checkpoints fail after the sinks were asked for theirs, which is where an id of the last
   * completed one could be taken again.
   */
  @Test
  void eventsAreVisibleWithinSecondsAfterAKillThatFollowedCheckpointsThatFailed() throws Exception {
    try (var topics = new JobTopics(broker, "left", directory)) {
      TinyBundles.Written model = TinyBundles.write(directory, "v1", 1);
      JobProcess first = JobProcess.start(topics, model, directory.resolve("run.log"), changes(4));
      Thread feeder = new Thread(() -> feed(topics), "feeder");
      feeder.start();
      topics.await("left-sentiment", all -> all.size() >= BEFORE);
      JobConfig rescaled = topics.config(changes(1));
      Path last = blockCheckpoints(rescaled);
      Thread.sleep(4_000); // some checkpoints that fail
      first.kill();
      unblockCheckpoints(last);

      JobClient job = JobEnvironment.startLocally(rescaled, latest(rescaled));
      int killed = fed.get();
      List<JsonNode> events = topics.await("left-sentiment", all -> all.size() >= killed + AFTER);
      assertThat(events).as("far sooner than any transaction.timeout").hasSizeGreaterThan(killed);
      enough.set(true);
      feeder.join();
      events = topics.await("left-sentiment", all -> all.size() >= fed.get());
      JobTopics.kill(job);

      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .as("none lost, none twice")
          .containsExactlyInAnyOrderElementsOf(JobTopics.ids(fed.get()));
      assertThat(topics.statuses())
          .filteredOn(status -> status.state() == ModelStatus.State.ACCEPTED)
          .as("decided once")
          .hasSize(1);
    }
  }

  private static Map<String, String> changes(int parallelism) {
    return Map.of(
        "parallelism", Integer.toString(parallelism),
        "swap.lead", "1s",
        "flink.execution.checkpointing.tolerable-failed-checkpoints", "1000");
  }

  /** Those that were listed may be gone by the time that they are looked at, while the job runs. */
  private static String latest(JobConfig config) throws Exception {
    Optional<String> latest = Optional.empty();
    while (latest.isEmpty()) {
      latest = new Checkpoints(JobEnvironment.checkpoints(config)).latest();
    }
    return latest.get();
  }

  /**
   * Puts a folder where the metadata of the next checkpoints would be written.
   *
   * @return the last checkpoint that was completed
   */
  private static Path blockCheckpoints(JobConfig config) throws Exception {
    Path last = Path.of(URI.create(latest(config)));
    int number = number(last);
    for (int next = number + 1; next <= number + BLOCKED_CHECKPOINTS; next++) {
      Path metadata = last.resolveSibling("chk-" + next).resolve("_metadata");
      if (!Files.exists(metadata)) {
        Files.createDirectories(metadata);
      }
    }
    // One may have been completed meanwhile.
    Path next = last.resolveSibling("chk-" + (number + 1));
    while (Files.isRegularFile(next.resolve("_metadata"))) {
      last = next;
      next = last.resolveSibling("chk-" + (number(last) + 1));
    }
    return last;
  }

  private static void unblockCheckpoints(Path last) throws Exception {
    for (int next = number(last) + 1; next <= number(last) + BLOCKED_CHECKPOINTS; next++) {
      FileUtils.deleteDirectory(last.resolveSibling("chk-" + next).toFile());
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(String.valueOf(checkpoint.getFileName()).substring("chk-".length()));
  }

  private void feed(JobTopics topics) {
    while (!enough.get()) {
      int i = fed.getAndIncrement();
      topics.review(i);
      if (i % 10 == 9) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
    topics.flush();
  }
}
