package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RemoteStore;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the savepoint that {@link SavepointIT} restores, once for a release. Not part of a build:
 *
 * <pre>./mvnw verify -pl flink-job -am -Dit.test=SavepointOfARelease -Dtest=None \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 *
 * Its state: the sources' offsets, the timeline of {@code v1} and {@code v2}, {@value #REVIEWS}
 * reviews' versions, a review held because {@code v2} is not in the archive, windows open with a
 * first revision, and in the gate a command for {@code v3} whose store is away, and a later one for
 * {@code v4} that was decided meanwhile.
 */
class SavepointOfARelease {
  static final Path RESOURCES = Path.of("src/test/resources/savepoints/0.1.0");
  static final String JOB = "release";
  static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
  static final int REVIEWS = 40;
  static final int PRODUCTS = 4;
  static final String TEXT = "a very good film";
  static final String HELD = "held";
  static final long SECOND_MODEL = START + Duration.ofMinutes(10).toMillis();
  static final long THIRD_MODEL = START + Duration.ofMinutes(20).toMillis();

  /** In another window than the rest, and under the second model. */
  static final long HELD_TIME = START + Duration.ofMinutes(11).toMillis();

  @TempDir Path directory;

  /** The settings before and after: silence moves no event time, and nothing is forgotten. */
  static JobConfig config(JobTopics topics, Path models, int parallelism) throws Exception {
    return topics.config(
        Map.of(
            "parallelism", Integer.toString(parallelism),
            "model.directory", models.toString(),
            "model.retry-interval", "500ms",
            "out-of-orderness", "0ms",
            "idle.timeout", "1h",
            "repeat.horizon", "10d",
            "window.early-interval", "500ms"));
  }

  /** The reviews of the first window; their ids are r0 and so on. */
  static void sendReviews(JobTopics topics) {
    for (int i = 0; i < REVIEWS; i++) {
      topics.review("r" + i, "p" + i % PRODUCTS, START + i * 1_000L, TEXT);
    }
  }

  @Test
  void write() throws Exception {
    RemoteStore.withdraw();
    Path bundles = Files.createDirectories(RESOURCES);
    TinyBundles.Written first = TinyBundles.write(bundles, "v1", 1);
    TinyBundles.Written second = TinyBundles.write(bundles, "v2", 2);
    TinyBundles.Written third = TinyBundles.write(bundles, "v3", 3);
    Path models = Files.createDirectories(directory.resolve("archive"));
    Files.copy(first.file(), models.resolve(first.sha256()));
    try (TestBroker broker = TestBroker.start(directory.resolve("broker"));
        var topics = new JobTopics(broker, JOB, directory)) {
      decided(topics, first, 0, 0);
      decided(topics, second, SECOND_MODEL, 1);
      topics.command(
          new ModelCommand(
              "v3", RemoteStore.uri("v3.zip"), third.sha256(), Messages.instant(THIRD_MODEL)));
      topics.activate(TinyBundles.write(bundles, "v4", 4), null);
      sendReviews(topics);
      topics.review(HELD, "alone", HELD_TIME, TEXT);
      topics.flush();

      JobClient job = JobEnvironment.startLocally(config(topics, models, 2), null);
      topics.await(JOB + "-sentiment", all -> all.size() == REVIEWS);
      topics.await(JOB + "-aggregates", all -> all.size() >= PRODUCTS);
      topics.awaitStatuses(ModelStatus.State.STALLED, 2);
      topics.awaitStatuses(ModelStatus.State.ACCEPTED, 3);
      awaitSilence(topics);
      String savepoint =
          job.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL).get();
      JobTopics.kill(job);
      replace(RESOURCES.resolve("savepoint"), Path.of(URI.create(savepoint)));
    }
  }

  /** A command on the control topic and its decision on the status topic, as an earlier run's. */
  private static void decided(
      JobTopics topics, TinyBundles.Written bundle, long effectiveFrom, long offset) {
    topics.activate(bundle, null);
    topics.record(
        "status.topic",
        bundle.version(),
        Messages.json(
            new ModelStatus(
                bundle.version(),
                ModelStatus.State.ACCEPTED,
                null,
                null,
                null,
                effectiveFrom,
                bundle.file().toUri().toString(),
                bundle.sha256(),
                offset,
                null)));
    topics.flush();
  }

  /** What was not committed at the savepoint could not be committed on another broker. */
  private static void awaitSilence(JobTopics topics) throws Exception {
    Map<String, Integer> before = Map.of();
    for (int silent = 0; silent < 5; silent++) {
      Thread.sleep(1_000);
      Map<String, Integer> sizes = new HashMap<>();
      for (String topic : List.of("sentiment", "aggregates", "dead-letters", "status")) {
        sizes.put(topic, topics.committed(JOB + "-" + topic).size());
      }
      if (!sizes.equals(before)) {
        silent = 0;
      }
      before = sizes;
    }
  }

  private static void replace(Path target, Path savepoint) throws Exception {
    Files.createDirectories(target);
    try (Stream<Path> old = Files.list(target)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  /** Bytes that are no message of any topic. */
  static byte[] nonsense() {
    return "not JSON".getBytes(UTF_8);
  }
}
