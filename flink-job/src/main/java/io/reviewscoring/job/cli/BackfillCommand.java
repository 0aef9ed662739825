package io.reviewscoring.job.cli;

import io.reviewscoring.job.backfill.Backfill;
import io.reviewscoring.job.backfill.BackfillOptions;
import io.reviewscoring.job.backfill.DryRun;
import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Scores a part of the reviews again, on this machine: {@code backfill}. */
@Command(
    name = "backfill",
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis =
        "review-scoring backfill (--from=INSTANT --to=INSTANT | --from-offsets=P=OFFSET,…)"
            + " --bootstrap.servers=HOST:PORT [--run-id=ID] [--NAME=VALUE…]",
    description = {
      "Scores the reviews of a past time again, into topics of its own, and ends.",
      "Exit code 0: all was read; 3: perhaps not all, and why; 1: failed; 2: wrong options.",
      ""
    })
public final class BackfillCommand implements Callable<Integer> {
  /** Perhaps not everything that was asked for was read. */
  static final int INCOMPLETE = 3;

  private static final int MAX_RESTARTS = 15;
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final long POLL_MILLIS = 500;

  private CommandSpec spec = CommandSpec.create();

  @Mixin private BackfillOptions options = new BackfillOptions();

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec
  void setSpec(CommandSpec spec) {
    this.spec = spec;
    spec.usageMessage()
        .footer(("\nThe job's options:\n" + BackfillOptions.jobHelp()).replace("%", "%%"));
  }

  @Override
  public Integer call() throws Exception {
    Backfill backfill = backfill();
    PrintWriter out = spec.commandLine().getOut();
    RunCommand.sayWhoIsAsked(out, backfill.config());
    Optional<DryRun> dryRun = backfill.dryRun();
    if (dryRun.isPresent()) {
      return preview(dryRun.get(), out);
    }
    CheckpointPlace.check(backfill.config());
    Optional<String> checkpoint =
        backfill.prepare(BackfillCommand::latestCheckpoint, line -> say(out, line));
    backfill.plan().forEach(out::println);
    if (backfill.isDone()) {
      out.println("done before; nothing is written again");
    } else {
      LocalState state = LocalState.choose(backfill.config(), checkpoint.orElse(null));
      out.println("remembers    " + state.described());
      out.println("continues    " + checkpoint.map("from "::concat).orElse("nothing: begins anew"));
      out.flush();
      try (StopSignal stop = new StopSignal()) {
        if (!run(backfill, checkpoint, stop)) {
          return CommandException.FAILURE;
        }
      }
      backfill.complete(line -> say(out, line));
    }
    backfill.summary().forEach(out::println);
    return close(backfill.gaps(), out);
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static int close(List<String> gaps, PrintWriter out) {
    gaps.forEach(gap -> out.println("not all read " + gap));
    out.flush();
    return gaps.isEmpty() ? 0 : INCOMPLETE;
  }

  /** Says what would be done; gives the exit code. */
  static int preview(DryRun dryRun, PrintWriter out) throws IOException {
    dryRun.plan().forEach(out::println);
    out.flush();
    List<String> figures;
    try (var progress = new BackfillProgress(out, dryRun.size())) {
      figures = dryRun.figures(progress::show);
    }
    figures.forEach(out::println);
    return close(dryRun.gaps(), out);
  }

  /** The backfill that the command line asks for. */
  Backfill backfill() throws Exception {
    return Backfill.of(options, jobOptions, JobEnvironment::checkpoints);
  }

  /** The newest checkpoint of a run. */
  static Optional<String> latestCheckpoint(String directory) throws IOException {
    return new Checkpoints(directory).latest();
  }

  /** What a backfill asks of Flink. A failure that stays ends it, after minutes. */
  static Configuration settings(JobConfig config) {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, MAX_RESTARTS);
    settings.addAll(JobEnvironment.settings(config));
    return settings;
  }

  /** Whether it came to its end; if not, it was broken off. */
  private boolean run(Backfill backfill, Optional<String> checkpoint, StopSignal stop)
      throws Exception {
    Configuration settings = settings(backfill.config());
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
    if (checkpoint.isPresent()) {
      JobEnvironment.own(settings, backfill.config(), checkpoint.get());
    }
    try {
      JobClient job =
          JobEnvironment.startLocally(
              backfill.config(),
              settings,
              checkpoint.orElse(null),
              backfill::define,
              line -> RunCommand.say(spec, line));
      stop.hold();
      try (var progress = new BackfillProgress(spec.commandLine().getOut(), backfill.size())) {
        follow(job, backfill, progress);
      }
      return true;
    } catch (Exception e) {
      if (stop.isGiven()) {
        RunCommand.say(
            spec,
            "broken off; with the same options and --run-id " + backfill.runId() + " it goes on");
        return false;
      }
      throw e instanceof ExecutionException
          ? new CommandException(
              CommandException.FAILURE, "the job failed: " + RunCommand.rootMessage(e.getCause()))
          : e;
    }
  }

  private static void follow(JobClient job, Backfill backfill, BackfillProgress progress)
      throws ExecutionException, InterruptedException {
    var result = job.getJobExecutionResult();
    while (true) {
      try {
        result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (!result.isDone()) {
          read(job, backfill).ifPresent(progress::show);
        }
      }
    }
  }

  private static Optional<Long> read(JobClient job, Backfill backfill) throws InterruptedException {
    try {
      Object read =
          job.getAccumulators()
              .get(POLL_MILLIS, TimeUnit.MILLISECONDS)
              .get(backfill.progressName());
      return read instanceof Long count ? Optional.of(count) : Optional.empty();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return Optional.empty(); // the job is about to begin or to end, or its cluster has ended
    }
  }
}
