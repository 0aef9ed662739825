package io.reviewscoring.model.cli;

import io.reviewscoring.model.console.StandardOutput;
import io.reviewscoring.model.file.UserPath;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: parses the command line, runs a command, turns failures into one line. */
@Command(
    name = "review-scoring",
    description = "Trains, measures, inspects and asks models.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      InspectCommand.class,
      GoldensCommand.class,
      ImportCommand.class
    })
public final class ModelCommands implements Callable<Integer> {

  static final int FAILURE = 1;
  static final int USAGE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  boolean help;

  /** Runs and exits: 0 done, 1 failed, 2 wrong usage, a file that is not there included. */
  public static void main(String[] args) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    // The report's charts need no screen, and must not ask for one.
    System.setProperty("java.awt.headless", "true");
    // Programs read it too: numbers look the same wherever it runs.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(commandLine(), args));
  }

  /** The exit code; errors of linking and memory, which picocli lets pass, included. */
  static int run(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      return report(commandLine, Failures.inOneLine(e), FAILURE);
    }
  }

  /** The commands, with errors as one line on standard error; both streams are UTF-8. */
  public static CommandLine commandLine() {
    return StandardOutput.in(new CommandLine(new ModelCommands()))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .registerConverter(Path.class, new UserPath())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (e, args) -> report(e.getCommandLine(), misspelt(e) + Failures.inOneLine(e), USAGE))
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> report(commandLine, Failures.inOneLine(e), FAILURE));
  }

  /** What is unknown, before what is missing for that reason. */
  private static String misspelt(ParameterException e) {
    CommandLine commandLine = e.getCommandLine();
    List<String> unknown = commandLine.getUnmatchedArguments();
    return e instanceof MissingParameterException && !unknown.isEmpty()
        ? new UnmatchedArgumentException(commandLine, unknown).getMessage() + "; "
        : "";
  }

  private static int report(CommandLine commandLine, String message, int exitCode) {
    String line = message.lines().findFirst().orElse("unknown error");
    commandLine.getErr().println(commandLine.getCommandSpec().qualifiedName() + ": " + line);
    commandLine.getErr().flush();
    return exitCode;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
