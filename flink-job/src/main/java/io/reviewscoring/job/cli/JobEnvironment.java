package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.graph.ReviewScoringGraph;
import io.reviewscoring.job.kafka.JobClaim;
import io.reviewscoring.job.kafka.KafkaEndpoints;
import io.reviewscoring.model.file.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;

/** How Flink is set for the job. */
public final class JobEnvironment {
  private static final long STOP_SECONDS = 20;

  private static final int RETAINED_CHECKPOINTS = 3;
  private static final Duration LONGEST_RESTART_DELAY = Duration.ofSeconds(10);
  private static final Duration HEALTHY_AGAIN = Duration.ofMinutes(1);

  private JobEnvironment() {}

  /** Everything that the job asks of Flink; what the user set as {@code flink.*} wins. */
  public static Configuration settings(JobConfig config) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, config.jobName());
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, config.parallelism());
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.checkpointTimeout());
    // Of Flink's own state, whatever the sinks guarantee: models and versions are never counted
    // twice.
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(config));
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
    // For ever, as Flink's default does, but that waits up to a minute, and forgets earlier
    // failures only after an hour without one.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        LONGEST_RESTART_DELAY);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        HEALTHY_AGAIN);
    config.flinkProperties().forEach(settings::setString);
    return settings;
  }

  /**
   * Starts the job in a cluster of this process, which ends with the job.
   *
   * @param checkpoint to continue from; null to begin anew
   */
  public static JobClient startLocally(JobConfig config, @Nullable String checkpoint)
      throws Exception {
    return startLocally(
        config,
        settings(config),
        checkpoint,
        env -> define(env, config, Map.of()),
        line -> System.err.println("review-scoring: " + line));
  }

  /**
   * The same with settings and a graph that are given.
   *
   * @param say takes a line for the user when the job had to be helped on
   */
  static JobClient startLocally(
      JobConfig config,
      Configuration settings,
      @Nullable String checkpoint,
      Consumer<StreamExecutionEnvironment> graph,
      Consumer<String> say)
      throws Exception {
    Configuration local = LocalCluster.settings(settings);
    LocalState.choose(config, checkpoint).addTo(local);
    if (checkpoint == null) {
      fixMaxParallelism(local, config);
    } else {
      local.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
    }
    ScratchFolder scratch = ScratchFolder.make("flink");
    for (var option : List.of(CoreOptions.TMP_DIRS, WebOptions.TMP_DIR)) {
      if (!local.contains(option)) {
        local.set(option, scratch.path().toString());
      }
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(config.parallelism(), local);
    graph.accept(env);
    StreamGraph plan = env.getStreamGraph();
    plan.setJobName(config.jobName());
    JobFailures failures =
        new JobFailures(
            new CheckpointPlace(local.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)), say);
    try {
      return LocalExecutor.createWithFactory(
              new Configuration(), cluster -> new LocalCluster(cluster, scratch, failures, say))
          .execute(
              plan,
              Configuration.fromMap(env.getConfiguration().toMap()),
              JobEnvironment.class.getClassLoader())
          .get();
    } catch (ExecutionException e) {
      scratch.close();
      throw new FlinkException("the job does not start: " + RunCommand.rootMessage(e), e);
    }
  }

  /**
   * Makes a checkpoint of an earlier run this one's own, so that it goes when later ones have taken
   * its place. What lies behind it goes now.
   *
   * @throws IOException if it can't be read, or something can't be deleted
   */
  static void own(Configuration settings, JobConfig config, String checkpoint) throws IOException {
    new Checkpoints(checkpoints(config)).prune(checkpoint);
    if (!settings.contains(StateRecoveryOptions.RESTORE_MODE)) {
      settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }
  }

  /**
   * For a start that has no checkpoint. To one that has, Flink gives that one's own, unless another
   * is asked for, which it refuses.
   */
  static void fixMaxParallelism(Configuration settings, JobConfig config) {
    if (!settings.contains(PipelineOptions.MAX_PARALLELISM)) {
      settings.set(PipelineOptions.MAX_PARALLELISM, config.maxParallelism());
    }
  }

  /**
   * Adds the graph with its ends in Kafka.
   *
   * @param ends of a bounded run, by partition; where none is given, it ends where the partition
   *     ends when the job starts
   */
  static void define(StreamExecutionEnvironment env, JobConfig config, Map<Integer, Long> ends) {
    KafkaEndpoints kafka = new KafkaEndpoints(config, new JobClaim(config, run(env)));
    ReviewScoringGraph.define(env, config, kafka.sources(ends), kafka.sinks());
  }

  /**
   * The same each time that {@code main} runs again for one job, which it does in application mode
   * after a failure of the JobManager.
   */
  static String run(StreamExecutionEnvironment env) {
    return env.getConfiguration()
        .getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  /**
   * Where a job's checkpoints lie: apart from other jobs', and a bounded run's apart from those of
   * the stream, which can't go on from the end of time.
   */
  static String checkpoints(JobConfig config) {
    String directory = config.checkpointDirectory();
    String checkpoints = checkpoints(Location.uri(directory), config);
    if (Location.isUri(directory)) {
      return checkpoints;
    }
    // Where 0.1.0 put them: beside a directory with a blank in its name, into one with %20 there.
    String encoded = checkpoints(new File(directory).getAbsoluteFile().toURI().toString(), config);
    return isThere(encoded) && !isThere(checkpoints) ? encoded : checkpoints;
  }

  private static String checkpoints(String directory, JobConfig config) {
    return directory
        + (directory.endsWith("/") ? "" : "/")
        + config.jobName()
        + (config.reviewsBounded() ? "-bounded" : "");
  }

  private static boolean isThere(String directory) {
    return new File(new Path(directory).getPath()).isDirectory();
  }

  /** Cancels a job and waits until it has ended, for a while. */
  public static void cancel(JobClient job) {
    try {
      job.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
      job.getJobExecutionResult().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // A cancelled job has no result; one that does not stop ends with the process; one that has
      // ended can't be asked.
    }
  }
}
