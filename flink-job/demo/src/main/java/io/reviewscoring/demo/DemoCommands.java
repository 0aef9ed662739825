package io.reviewscoring.demo;

import io.reviewscoring.dashboard.DashboardCommand;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.sample.FeedCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands beside the job; the shell launcher calls it. */
@Command(
    name = "review-scoring",
    subcommands = {DemoCommand.class, DashboardCommand.class, FeedCommand.class})
public final class DemoCommands {
  private DemoCommands() {}

  public static void main(String[] args) {
    OneLineErrors.run(new DemoCommands(), args);
  }

  /** The commands, with errors as one line on standard error. */
  public static CommandLine commandLine() {
    return OneLineErrors.in(new CommandLine(new DemoCommands()));
  }
}
