package io.reviewscoring.job.cli;

import io.reviewscoring.job.backfill.Backfill;
import io.reviewscoring.job.backfill.DryRun;
import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.kafka.OpenTransactions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.client.program.ProgramParametrizationException;
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
  private static final String CREATE_TOPICS = "--create-topics";

  private ReviewScoringJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("backfill")) {
      backfill(Arrays.copyOfRange(args, 1, args.length));
    } else {
      stream(args);
    }
  }

  private static void stream(String[] args) throws Exception {
    JobConfig config = inOneLine(() -> ready(args));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    inOneLine(() -> started(config, env));
    Configuration settings = JobEnvironment.settings(config);
    if (env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()) {
      JobEnvironment.fixMaxParallelism(settings, config);
    }
    env.configure(settings, ReviewScoringJob.class.getClassLoader());
    JobEnvironment.define(env, config, Map.of());
    env.execute(config.jobName());
  }

  /** What is checked last: nothing is changed before all else is well. */
  private static JobConfig started(JobConfig config, StreamExecutionEnvironment env)
      throws CommandException, IOException, ConfigurationException, InterruptedException {
    new ClusterStart(config, env.getConfiguration()).check();
    new Readiness(config, Clock.systemUTC())
        .checkName(JobEnvironment.run(env))
        .ifPresent(done -> System.out.println("takes over   " + done));
    sayWhatIsHidden(config);
    return config;
  }

  /** Says once what a bounded run will wait for: it is Flink's to end it. */
  private static void sayWhatIsHidden(JobConfig config)
      throws IOException, ConfigurationException, InterruptedException {
    if (config.reviewsBounded()) {
      var transactions =
          new OpenTransactions(config, config.reviewsTopic(), Duration.ZERO, line -> {});
      transactions
          .await(transactions.presentEnds())
          .forEach(hidden -> System.out.println("waits for    " + hidden));
    }
  }

  private static JobConfig ready(String[] args)
      throws ConfigurationException, CommandException, IOException {
    List<String> options = new ArrayList<>(List.of(args));
    boolean createTopics = options.remove(CREATE_TOPICS);
    JobConfig config = JobConfig.parse(options.toArray(String[]::new));
    checkShared(config);
    if (config.model() != null) {
      checkShared("model", config.model());
    }
    Readiness readiness = new Readiness(config, Clock.systemUTC());
    List<String> made = readiness.prepare(createTopics);
    if (!made.isEmpty()) {
      System.out.println("made topics  " + String.join(", ", made));
    }
    String model = readiness.check();
    System.out.println("model        " + model);
    return config;
  }

  private static void backfill(String[] args) throws Exception {
    BackfillCommand command = new BackfillCommand();
    CommandLine commandLine = new CommandLine(command);
    if (inOneLine(() -> commandLine.parseArgs(args)).isUsageHelpRequested()) {
      commandLine.usage(System.out);
      return;
    }
    Backfill backfill = inOneLine(() -> checked(command.backfill()));
    Optional<DryRun> dryRun = inOneLine(backfill::dryRun);
    if (dryRun.isPresent()) {
      var unused = inOneLine(() -> BackfillCommand.preview(dryRun.get(), commandLine.getOut()));
      failFor(dryRun.get().gaps());
      return;
    }
    Optional<String> checkpoint =
        inOneLine(() -> backfill.prepare(BackfillCommand::latestCheckpoint, System.out::println));
    JobConfig config = backfill.config();
    backfill.plan().forEach(System.out::println);
    checkpoint.ifPresent(path -> System.out.println("continues    from " + path));
    if (!backfill.isDone()) {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
      Configuration settings = BackfillCommand.settings(config);
      if (checkpoint.isPresent()) {
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.get());
        inOneLine(() -> LocalState.follow(checkpoint.get(), settings));
      } else {
        JobEnvironment.fixMaxParallelism(settings, config);
      }
      env.configure(settings, ReviewScoringJob.class.getClassLoader());
      backfill.define(env);
      if (env.execute(config.jobName()) instanceof DetachedJobExecutionResult) {
        System.out.println("submitted; started again when it has ended, it prints the summary");
        return;
      }
      inOneLine(
          () -> {
            backfill.complete(System.out::println);
            return true;
          });
    }
    backfill.summary().forEach(System.out::println);
    failFor(backfill.gaps());
  }

  private static void failFor(List<String> gaps) {
    if (!gaps.isEmpty()) {
      throw new ProgramParametrizationException(
          "review-scoring: not all read: " + String.join("; ", gaps));
    }
  }

  private static Backfill checked(Backfill backfill) throws ConfigurationException {
    checkShared(backfill.config());
    return backfill;
  }

  private static void checkShared(JobConfig config) throws ConfigurationException {
    checkShared("checkpoint.directory", config.checkpointDirectory());
    checkShared("model.directory", config.modelDirectory());
  }

  /** A bare path would be another directory on each machine. */
  private static void checkShared(String option, String place) throws ConfigurationException {
    if (!Location.isUri(place)) {
      throw new ConfigurationException(
          "--"
              + option
              + ": on a cluster it must be a URI that all machines reach, such as s3://… or"
              + " file:///…");
    }
  }

  /** What goes wrong before there is a job, as a message without a stack trace. */
  private static <T> T inOneLine(Callable<T> preparation) throws Exception {
    try {
      return preparation.call();
    } catch (ConfigurationException
        | CommandException
        | IOException
        | CommandLine.ParameterException e) {
      // The one exception of which `flink run` prints the message alone.
      throw new ProgramParametrizationException(
          "review-scoring: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }
}
