package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.DecisionRecord;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What is said of experiments: {@code experiment status}. */
@Command(
    name = "experiment",
    description = {"Shows which models score, and how those of an experiment differ.", ""},
    subcommands = ExperimentCommand.Status.class)
public final class ExperimentCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() throws CommandException {
    throw new CommandException(CommandException.USAGE, "say what is asked for: experiment status");
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new ExperimentCommand(), args);
  }

  /** What is in force, who gets what share since when, and the figures of a comparison. */
  @Command(
      name = "status",
      sortOptions = false,
      description = {
        "Which models score which share of the reviews since when, and how they differ.",
        ""
      })
  public static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private BrokerOptions brokers = new BrokerOptions();

    @Option(
        names = "--experiment",
        paramLabel = "NAME",
        description = "Whose figures (default: the one that runs, or the last one that did).")
    private @Nullable String experiment;

    @Mixin HelpOption help = new HelpOption();

    @Unmatched private List<String> further = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
      JobConfig config = brokers.config(further, Map.of());
      PrintWriter out = spec.commandLine().getOut();
      out.println("asks         " + config.bootstrapServers() + " for its topics ...");
      out.flush();
      new Access(config).check(Needs.ofExperimentStatus(config));
      if (new Topics(config).isMissing(config.statusTopic())) {
        throw new CommandException(
            CommandException.USAGE,
            "missing topic: " + config.statusTopic() + " (`run --create-topics` makes it)");
      }
      var status =
          new ExperimentStatus(
              DecisionRecord.of(new ControlTopic(config).statusRecords()).timeline(),
              Clock.systemUTC().millis());
      if (experiment != null && !status.experiments().contains(experiment)) {
        throw new CommandException(
            CommandException.USAGE,
            "no experiment %s of job %s is recorded; recorded: %s"
                .formatted(
                    experiment,
                    config.jobName(),
                    status.experiments().isEmpty()
                        ? "none"
                        : String.join(", ", status.experiments())));
      }
      status.lines().forEach(out::println);
      String name = experiment == null ? status.experiment() : experiment;
      if (name != null) {
        var figures = new ExperimentFigures(name);
        figures.read(config);
        figures.lines().forEach(out::println);
      }
      out.flush();
      return 0;
    }
  }
}
