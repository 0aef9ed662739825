package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.UnknownOptionException;
import io.reviewscoring.model.console.StandardOutput;
import io.reviewscoring.model.file.UserPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Says what went wrong with a command in one line and never in a stack trace: exit code 2 when the
 * command is to be given differently, 1 when it failed.
 */
public final class OneLineErrors
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  /** Has a command line and its subcommands report so. */
  public static CommandLine in(CommandLine commandLine) {
    OneLineErrors errors = new OneLineErrors();
    return StandardOutput.in(commandLine)
        .registerConverter(Path.class, new UserPath())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
  }

  /**
   * Runs a command that reports so, and ends the process with its exit code. What it prints is for
   * programs too, so that numbers look the same wherever it runs.
   */
  public static void run(Object command, String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(in(new CommandLine(command)).execute(args));
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
    say(commandLine, e);
    if (e instanceof CommandException command) {
      return command.exitCode();
    }
    return e instanceof ConfigurationException ? CommandException.USAGE : CommandException.FAILURE;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    String said = misspelt(e) + inWords(message);
    say(e.getCommandLine(), new CommandException(CommandException.USAGE, said));
    return CommandException.USAGE;
  }

  /** What is wrong with an option that nobody knows, before what is missing for that reason. */
  private static String misspelt(CommandLine.ParameterException e) {
    List<String> others = new ArrayList<>(e.getCommandLine().getUnmatchedArguments());
    if (!(e instanceof CommandLine.MissingParameterException) || others.isEmpty()) {
      return "";
    }
    // They may be the job's, of which the command has this one.
    others.add("--bootstrap.servers=localhost:1");
    try {
      JobConfig.parse(others.toArray(String[]::new));
      return "";
    } catch (ConfigurationException wrong) {
      return message(wrong, e.getCommandLine().getCommandSpec()) + "; ";
    }
  }

  /** The parser names Java's types. */
  private static String inWords(String message) {
    return message
        .replaceFirst(" is not an? (int|long)$", " is no whole number")
        .replaceFirst(" is not an? (float|double)$", " is no number");
  }

  /**
   * What is said of a failure; of an option that nobody knows, which of the command's is like it.
   */
  public static String message(Exception e, CommandSpec command) {
    if (e instanceof UnknownOptionException unknown) {
      List<String> own =
          command.options().stream()
              .flatMap(option -> Stream.of(option.names()))
              .filter(name -> name.startsWith("--"))
              .map(name -> name.substring(2))
              .toList();
      return unknown.messageAmong(own, option -> takes(command, option));
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /** Commands beside the job heed some of its options; the others have all. */
  private static boolean takes(CommandSpec command, String jobOption) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(BrokerOptions.class::isInstance)
        .allMatch(mixin -> ((BrokerOptions) mixin).isTaken(jobOption));
  }

  private static void say(CommandLine commandLine, Exception e) {
    String message = message(e, commandLine.getCommandSpec());
    String line = message.lines().findFirst().orElse("");
    commandLine.getErr().println(commandLine.getCommandSpec().qualifiedName() + ": " + line);
    commandLine.getErr().flush();
  }
}
