package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where restarts go on, and what they leave on the disk. */
@SuppressWarnings("NullAway.Init")
class RestartsIT {
  private static final int RESTARTS = 10;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void afterTenRestartsThereAreTheCheckpointsOfTwoRunsAndWhatAUserNamedIsThereStill()
      throws Exception {
    try (var topics = new JobTopics(broker, "restarts", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobConfig config = topics.config(Map.of());
      Path named = Path.of(URI.create(runUntilItHasACheckpoint(config, null)));
      Path kept = Files.move(named, directory.resolve("savepoint"));
      JobConfig fromKept = topics.config(Map.of("resume", kept.toUri().toString()));
      runUntilItHasACheckpoint(fromKept, RunCommand.checkpoint(fromKept));
      for (int restart = 0; restart < RESTARTS; restart++) {
        topics.review("r" + restart, "p", System.currentTimeMillis(), "good film");
        topics.flush();
        runUntilItHasACheckpoint(config, RunCommand.checkpoint(config));
      }

      assertThat(jobs(config)).hasSizeLessThanOrEqualTo(2);
      assertThat(kept.resolve("_metadata")).exists();
    }
  }

  @Test
  @Timeout(600)
  void onAClusterAJobDoesNotBeginAnewBesideItsCheckpoints() throws Exception {
    try (var topics = new JobTopics(broker, "anew-on-a-cluster", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      Map<String, String> uris =
          Map.of(
              "checkpoint.directory", directory.resolve("checkpoints").toUri().toString(),
              "model.directory", directory.resolve("models").toUri().toString());
      String checkpoint = runUntilItHasACheckpoint(topics.config(uris), null);
      String[] arguments = topics.arguments(uris).toArray(String[]::new);

      assertThatThrownBy(() -> ReviewScoringJob.main(arguments))
          .hasMessage(
              "review-scoring: there are checkpoints of anew-on-a-cluster: go on with `flink run -s "
                  + checkpoint
                  + "`, or begin anew with --resume none");
    }
  }

  private static String runUntilItHasACheckpoint(JobConfig config, @Nullable String checkpoint)
      throws Exception {
    JobClient job = RunCommand.start(config, checkpoint, Map.of(), line -> {});
    String own = "/" + job.getJobID() + "/";
    String latest = "";
    while (!latest.contains(own)) {
      Thread.sleep(50);
      latest = new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElse("");
    }
    JobTopics.kill(job);
    return new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElseThrow();
  }

  private static List<Path> jobs(JobConfig config) throws Exception {
    Path all = Path.of(URI.create(JobEnvironment.checkpoints(config)));
    if (!Files.exists(all)) {
      return List.of();
    }
    try (Stream<Path> jobs = Files.list(all)) {
      return jobs.toList();
    }
  }
}
