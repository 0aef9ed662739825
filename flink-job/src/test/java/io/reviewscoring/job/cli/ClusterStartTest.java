package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStartTest {
  private static final String JOB_ID = "a".repeat(32);

  @TempDir Path directory;

  @BeforeEach
  void aCheckpoint() throws Exception {
    Path metadata = directory.resolve("job").resolve(JOB_ID).resolve("chk-7/_metadata");
    Files.createDirectories(metadata.getParent());
    Files.writeString(metadata, "");
  }

  private ClusterStart start(Map<String, String> cluster, String resume) throws Exception {
    JobConfig config =
        JobConfig.of(
            Map.of(
                "bootstrap.servers",
                "localhost:1",
                "job.name",
                "job",
                "resume",
                resume,
                "checkpoint.directory",
                directory.toUri().toString()));
    return new ClusterStart(config, Configuration.fromMap(cluster));
  }

  @Test
  void aJobDoesNotBeginAnewBesideItsCheckpoints() {
    assertThatThrownBy(() -> start(Map.of(), "latest").check())
        .hasMessageStartingWith("there are checkpoints of job: go on with `flink run -s file:")
        .hasMessageEndingWith("/chk-7`, or begin anew with --resume none");
  }

  @Test
  void itDoesWhereThatIsAskedForOrItIsToldWhereToGoOn() {
    assertThatCode(() -> start(Map.of(), "none").check()).doesNotThrowAnyException();
    assertThatCode(
            () -> start(Map.of("execution.state-recovery.path", "s3://x/1"), "latest").check())
        .doesNotThrowAnyException();
  }

  @Test
  void whereHighAvailabilityKnowsTheJobMainMayRunAgain() {
    Map<String, String> again =
        Map.of("high-availability.type", "kubernetes", "$internal.pipeline.job-id", JOB_ID);

    assertThatCode(() -> start(again, "latest").check()).doesNotThrowAnyException();
  }

  @Test
  void highAvailabilityKnowsNothingOfAnotherJobsCheckpoints() {
    Map<String, String> other =
        Map.of("high-availability.type", "kubernetes", "$internal.pipeline.job-id", "b".repeat(32));

    assertThatThrownBy(() -> start(other, "latest").check()).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> start(Map.of("$internal.pipeline.job-id", JOB_ID), "latest").check())
        .isInstanceOf(CommandException.class);
  }
}
