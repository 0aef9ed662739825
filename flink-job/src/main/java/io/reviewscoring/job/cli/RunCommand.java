package io.reviewscoring.job.cli;

import io.reviewscoring.job.backfill.BackfillOptions;
import io.reviewscoring.job.config.GivenOptions;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.kafka.CheckpointedReviews;
import io.reviewscoring.job.kafka.LostResultsException;
import io.reviewscoring.job.kafka.RecordLimit;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The job on this machine, against the user's own Kafka: {@code run}. */
@Command(
    name = "run",
    synopsisHeading = "Usage: ",
    customSynopsis =
        "review-scoring run [--config=FILE] --bootstrap.servers=HOST:PORT [--create-topics]"
            + " [--NAME=VALUE…]",
    description = {
      "Runs the job on this machine against your own Kafka, until Ctrl-C.",
      "With reviews.bounded: exit code 0: all is scored; 3: not what transactions left open hide.",
      ""
    })
public final class RunCommand implements Callable<Integer> {
  /** Of a topic that is made, where the job's parallelism asks for no more. */
  static final int PARTITIONS = 4;

  private static final String LATEST = "latest";

  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--create-topics",
      description = "Make the topics that are missing; control and status are kept for ever.")
  private boolean createTopics;

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> options = new ArrayList<>();

  @Spec
  void setSpec(CommandSpec spec) {
    this.spec = spec;
    spec.usageMessage().footer(("\nThe job's options:\n" + JobConfig.help()).replace("%", "%%"));
  }

  @Override
  public Integer call() throws Exception {
    JobConfig config = JobConfig.parse(options.toArray(String[]::new));
    PrintWriter out = spec.commandLine().getOut();
    Readiness readiness = new Readiness(config, Clock.systemUTC());
    readiness.checkModel();
    CheckpointPlace.check(config);
    sayWhoIsAsked(out, config);
    List<String> made = readiness.prepare(createTopics);
    if (!made.isEmpty()) {
      out.println("made topics  " + String.join(", ", made));
    }
    String model = readiness.check();
    readiness.checkArchive();
    readiness
        .checkName(UUID.randomUUID().toString())
        .ifPresent(done -> out.println("takes over   " + done));
    String checkpoint = checkpoint(config);
    EndWatch watch = EndWatch.of(config, checkpoint);
    try (StopSignal stop = new StopSignal()) {
      return follow(config, model, checkpoint, watch, stop);
    }
  }

  private int follow(
      JobConfig config, String model, @Nullable String checkpoint, EndWatch watch, StopSignal stop)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    JobClient job;
    try {
      job = start(config, checkpoint, watch.ends(), line -> say(spec, line));
    } catch (Exception e) {
      if (stop.isGiven()) {
        return 0;
      }
      throw e;
    }
    describe(out, config, model, LocalState.choose(config, checkpoint), checkpoint);
    watch.start(line -> say(spec, line), () -> JobEnvironment.cancel(job));
    DecisionLines decisions = DecisionLines.start(config, line -> tell(out, line));
    try (watch;
        decisions) {
      job.getJobExecutionResult().get();
      tell(out, "done: everything up to the topics' ends is scored");
      return 0;
    } catch (ExecutionException e) {
      if (stop.isGiven()) {
        return 0;
      }
      if (!watch.hidden().isEmpty()) {
        throw new CommandException(
            BackfillCommand.INCOMPLETE,
            "gave up before the end of "
                + String.join("; ", watch.hidden())
                + "; started again it goes on");
      }
      throw new CommandException(
          CommandException.FAILURE,
          "the job failed: " + rootMessage(e.getCause()) + remedy(config, options, checkpoint, e));
    }
  }

  /**
   * How the reviews are scored again whose results were lost: those since the checkpoint before.
   *
   * @param options of the job, as they stood on the command line
   */
  static String remedy(
      JobConfig config, List<String> options, @Nullable String checkpoint, Throwable failure)
      throws IOException {
    if (checkpoint == null
        || ExceptionUtils.findThrowable(failure, LostResultsException.class).isEmpty()) {
      return "";
    }
    var before = new Checkpoints(JobEnvironment.checkpoints(config)).before(checkpoint);
    var reviews = new CheckpointedReviews(config.reviewsTopic());
    Map<Integer, Long> from = before.isPresent() ? reviews.of(before.get()) : Map.of();
    return ", and `./review-scoring backfill%s%s --to-offsets %s` scores their reviews again"
        .formatted(
            GivenOptions.again(options, BackfillOptions::isTaken),
            from.isEmpty() ? "" : " --from-offsets " + offsets(from),
            offsets(reviews.of(checkpoint)));
  }

  private static String offsets(Map<Integer, Long> byPartition) {
    return byPartition.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  /** Brokers that are not there are waited for, for some seconds. */
  static void sayWhoIsAsked(PrintWriter out, JobConfig config) {
    tell(out, "asks         " + config.bootstrapServers() + " for its topics ...");
  }

  private static void tell(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /** A line about a job that runs, as its errors are told. */
  static void say(CommandSpec spec, String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + line);
    err.flush();
  }

  /**
   * Starts the job; a checkpoint that the user did not name becomes the job's own.
   *
   * @param ends of a bounded run, as {@link EndWatch#ends} has them
   */
  static JobClient start(
      JobConfig config, @Nullable String checkpoint, Map<Integer, Long> ends, Consumer<String> say)
      throws Exception {
    Configuration settings = JobEnvironment.settings(config);
    if (checkpoint != null && config.resume().equals(LATEST)) {
      JobEnvironment.own(settings, config, checkpoint);
    }
    return JobEnvironment.startLocally(
        config, settings, checkpoint, env -> JobEnvironment.define(env, config, ends), say);
  }

  static @Nullable String checkpoint(JobConfig config) throws Exception {
    return switch (config.resume()) {
      case "none" -> null;
      case LATEST -> new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElse(null);
      default -> Location.uri(config.resume());
    };
  }

  private static void describe(
      PrintWriter out,
      JobConfig config,
      String model,
      LocalState state,
      @Nullable String checkpoint) {
    out.println("reads        " + config.reviewsTopic() + " at " + config.bootstrapServers());
    out.println("writes       " + config.sentimentTopic() + ", " + config.aggregatesTopic());
    out.println(
        "bad reviews  "
            + config.deadLettersTopic()
            + RecordLimit.of(config, config.deadLettersTopic()).words());
    out.println("models       " + config.controlTopic() + " in, " + config.statusTopic() + " out");
    out.println("model        " + model);
    out.println("remembers    " + state.described());
    out.println(
        "continues    " + (checkpoint == null ? "nothing: begins anew" : "from " + checkpoint));
    tell(out, "Ctrl-C stops it; the next run continues where this one stopped.");
  }

  /** What is at the bottom of a failure, in one line. */
  static String rootMessage(@Nullable Throwable failure) {
    if (failure == null) {
      return "for no known reason";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("").strip();
    String name = root.getClass().getSimpleName();
    if (line.isEmpty()) {
      return name;
    }
    // A host, a file or a class alone says nothing.
    return line.contains(" ") ? line : name + ": " + line;
  }
}
