package io.reviewscoring.job.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the job itself; the shell launcher calls it. */
@Command(
    name = "review-scoring",
    subcommands = {
      RunCommand.class,
      PublishCommand.class,
      PromoteCommand.class,
      EndCommand.class,
      RollbackCommand.class,
      ExperimentCommand.class,
      BackfillCommand.class,
      CompareCommand.class,
      CheckCommand.class,
      RedriveCommand.class,
      KeysCommand.class
    })
public final class JobCommands {
  private JobCommands() {}

  public static void main(String[] args) {
    OneLineErrors.run(new JobCommands(), args);
  }

  /** The commands, with errors as one line on standard error. */
  public static CommandLine commandLine() {
    return OneLineErrors.in(new CommandLine(new JobCommands()));
  }
}
