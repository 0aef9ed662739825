package io.reviewscoring.job.cli;

import picocli.CommandLine.Option;

/** The option {@code --help} of a command, to be mixed in. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean asked;
}
