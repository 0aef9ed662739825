package io.reviewscoring.job.cli;

import io.reviewscoring.job.backfill.Backfill;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.DetachedJobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;

/**
 * The job on a cluster: the main class for {@code flink run}, with the options of {@code run}, or
 * after a first argument {@code backfill} with those of {@code backfill}. Where the stream is
 * resumed from is Flink's to say ({@code -s}); a backfill finds it by its run id.
 */
public final class ReviewScoringJob {
  private ReviewScoringJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("backfill")) {
      backfill(Arrays.copyOfRange(args, 1, args.length));
    } else {
      stream(args);
    }
  }

  private static void stream(String[] args) throws Exception {
    JobConfig config = JobConfig.parse(args);
    checkShared("checkpoint.directory", config.checkpointDirectory());
    checkShared("model.directory", config.modelDirectory());
    if (config.model() != null) {
      checkShared("model", config.model());
    }
    new Readiness(config, Clock.systemUTC()).check();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(JobEnvironment.settings(config), ReviewScoringJob.class.getClassLoader());
    JobEnvironment.define(env, config);
    env.execute(config.jobName());
  }

  private static void backfill(String[] args) throws Exception {
    BackfillCommand command = new BackfillCommand();
    CommandLine commandLine = new CommandLine(command);
    try {
      if (commandLine.parseArgs(args).isUsageHelpRequested()) {
        commandLine.usage(System.out);
        return;
      }
    } catch (CommandLine.ParameterException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    }
    Backfill backfill = command.backfill();
    JobConfig config = backfill.config();
    checkShared("checkpoint.directory", config.checkpointDirectory());
    checkShared("model.directory", config.modelDirectory());
    Optional<String> checkpoint = backfill.prepare(BackfillCommand::latestCheckpoint);
    backfill.plan().forEach(System.out::println);
    checkpoint.ifPresent(path -> System.out.println("continues    from " + path));
    if (!backfill.isDone()) {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
      Configuration settings = BackfillCommand.settings(config);
      checkpoint.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
      env.configure(settings, ReviewScoringJob.class.getClassLoader());
      backfill.define(env);
      if (env.execute(config.jobName()) instanceof DetachedJobExecutionResult) {
        System.out.println("submitted; started again when it has ended, it prints the summary");
        return;
      }
      backfill.complete();
    }
    backfill.summary().forEach(System.out::println);
    backfill.gaps().forEach(gap -> System.out.println("not all read " + gap));
  }

  /** A bare path would be another directory on each machine. */
  private static void checkShared(String option, String place) throws ConfigurationException {
    if (!JobEnvironment.isUri(place)) {
      throw new ConfigurationException(
          "--"
              + option
              + ": on a cluster it must be a URI that all machines reach, such as s3://… or"
              + " file:///…");
    }
  }
}
