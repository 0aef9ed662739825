package io.reviewscoring.job.launch;

import io.reviewscoring.job.cli.BackfillCommand;
import io.reviewscoring.job.cli.CompareCommand;
import io.reviewscoring.job.cli.OneLineErrors;
import io.reviewscoring.job.cli.PublishCommand;
import io.reviewscoring.job.cli.RunCommand;
import io.reviewscoring.job.dashboard.DashboardCommand;
import io.reviewscoring.job.demo.DemoCommand;
import io.reviewscoring.job.sample.FeedCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that need Flink; the shell launcher calls it. */
@Command(
    name = "review-scoring",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      PublishCommand.class,
      BackfillCommand.class,
      CompareCommand.class,
      DashboardCommand.class,
      FeedCommand.class
    })
public final class ReviewScoring {
  private ReviewScoring() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return OneLineErrors.in(new CommandLine(new ReviewScoring()));
  }
}
