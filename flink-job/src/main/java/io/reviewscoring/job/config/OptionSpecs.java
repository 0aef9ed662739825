package io.reviewscoring.job.config;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options as picocli has them. Each call makes new ones: picocli keeps in them what it read.
 */
final class OptionSpecs {
  private static final String BROKERS = JobOptions.BOOTSTRAP_SERVERS.name();

  /** As Kafka's own tools write it, and the commands that have it as an option of theirs. */
  private static final String BROKERS_WITH_DASH = BROKERS.replace('.', '-');

  /** No argument can be this. */
  private static final String NO_ARGUMENT = "\0";

  private OptionSpecs() {}

  /** The options of the table, in its order. */
  static List<OptionSpec> ofTable() {
    return JobOptions.ALL.stream().map(OptionSpecs::of).toList();
  }

  /** The properties file. */
  static OptionSpec file() {
    return builder("config")
        .paramLabel("FILE")
        .description("properties file with any of these; the command line wins")
        .build();
  }

  /** What is passed through, as the help tells it. */
  static Stream<OptionSpec> passedInHelp() {
    return Stream.of(
        builder("kafka.NAME")
            .paramLabel("VALUE")
            .description("passed to every Kafka client, e.g. kafka.security.protocol")
            .build(),
        builder("flink.NAME")
            .paramLabel("VALUE")
            .description("passed to Flink, e.g. flink.taskmanager.memory.network.max")
            .build());
  }

  /** An option without a row in the table: its value is its text. */
  static OptionSpec of(String name) {
    return builder(name).build();
  }

  private static OptionSpec of(Option<?> option) {
    OptionSpec.Builder builder =
        builder(option.name())
            .type(Object.class)
            .converters(option::valueOf)
            .paramLabel(option.placeholder())
            .defaultValue(option.defaultText())
            .description(option.description());
    if (option.isSwitch()) {
      builder.arity("0..1").fallbackValue("true");
    }
    if (option.name().equals(BROKERS)) {
      builder.names("--" + BROKERS, "--" + BROKERS_WITH_DASH);
    }
    return builder.build();
  }

  private static OptionSpec.Builder builder(String name) {
    return OptionSpec.builder("--" + name)
        .descriptionKey(name)
        .type(String.class)
        .arity("1")
        .preprocessor(OptionSpecs::expectValue);
  }

  /**
   * An option's name is no value, not even a mistyped one, which picocli would take for the value
   * of the option before.
   */
  private static boolean expectValue(
      Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    boolean attached = "=".equals(info.get("separator"));
    if (!attached && !arguments.isEmpty() && arguments.peek().startsWith("--")) {
      if (option.arity().min() > 0) {
        throw new MissingParameterException(command.commandLine(), option, "no value");
      }
      arguments.push(((OptionSpec) option).fallbackValue());
    }
    return false;
  }

  /** A command line of these options and nothing else that takes all texts as they stand. */
  static CommandLine commandLine(Iterable<OptionSpec> options) {
    CommandSpec spec = CommandSpec.create();
    options.forEach(spec::addOption);
    return new CommandLine(spec)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false)
        .setEndOfOptionsDelimiter(NO_ARGUMENT)
        .setInterpolateVariables(false)
        .setPosixClusteredShortOptionsAllowed(false);
  }
}
