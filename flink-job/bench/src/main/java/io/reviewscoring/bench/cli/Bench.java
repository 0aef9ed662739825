package io.reviewscoring.bench.cli;

import io.reviewscoring.job.cli.OneLineErrors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The main class of the launcher's command {@code bench}. */
@Command(name = "review-scoring", subcommands = BenchCommand.class)
public final class Bench {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  private Bench() {}

  /** Runs and exits: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command, with errors as one line on standard error. */
  static CommandLine commandLine() {
    return OneLineErrors.in(new CommandLine(new Bench()))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }
}
