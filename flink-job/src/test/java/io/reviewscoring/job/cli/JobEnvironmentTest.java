package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.OddFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEnvironmentTest {
  @Test
  void checkpointsAreKeptAndGenericTypesRefused() throws ConfigurationException {
    JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092");

    Configuration settings = JobEnvironment.settings(config);

    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).startsWith("file:/");
    assertThat(settings.get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @Test
  void checkpointsLieWhereTheirPathSays(@TempDir(factory = OddFolder.class) Path directory)
      throws ConfigurationException {
    assertThat(JobEnvironment.checkpoints(checkpointsIn(directory)))
        .isEqualTo("file:" + directory + "/review-scoring");
  }

  @Test
  void whereThePreviousReleaseReadThePathAsAUriItsCheckpointsAreFound(@TempDir Path directory)
      throws Exception {
    Path encoded = Files.createDirectories(directory.resolve("a%20b/review-scoring"));
    JobConfig config = checkpointsIn(directory.resolve("a b"));
    assertThat(JobEnvironment.checkpoints(config)).isEqualTo("file:" + encoded);

    Path right = Files.createDirectories(directory.resolve("a b/review-scoring"));
    assertThat(JobEnvironment.checkpoints(config)).isEqualTo("file:" + right);
  }

  private static JobConfig checkpointsIn(Path directory) throws ConfigurationException {
    return JobConfig.parse(
        "--bootstrap.servers=localhost:9092", "--checkpoint.directory=" + directory);
  }

  @Test
  void aJobThatFailsIsStartedAgainForEverAndNeverWaitsLong() throws ConfigurationException {
    Configuration settings =
        JobEnvironment.settings(JobConfig.parse("--bootstrap.servers=localhost:9092"));

    assertThat(settings.get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("exponential-delay");
    assertThat(settings.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(settings.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whatTheUserSetsOfFlinkWins() throws ConfigurationException {
    JobConfig config =
        JobConfig.parse(
            "--bootstrap.servers=localhost:9092", "--flink.pipeline.object-reuse=false");

    assertThat(JobEnvironment.settings(config).get(PipelineOptions.OBJECT_REUSE)).isFalse();
  }

  @Test
  void theWholeGraphIsDefinedOnKafkaWithoutGenericTypes() throws ConfigurationException {
    JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092", "--parallelism=4");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings(config));

    JobEnvironment.define(env, config, Map.of());

    assertThat(env.getStreamGraph().getStreamNodes())
        .filteredOn(node -> node.getOperatorName().equals("score"))
        .singleElement()
        .satisfies(node -> assertThat(node.getParallelism()).isEqualTo(4));
  }

  @Test
  void onAClusterBarePathsAreRefused() {
    assertThatThrownBy(
            () -> ReviewScoringJob.main(new String[] {"--bootstrap.servers=localhost:9092"}))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessageStartingWith(
            "review-scoring: --checkpoint.directory: on a cluster it must be a URI");
  }
}
