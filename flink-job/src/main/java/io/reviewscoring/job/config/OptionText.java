package io.reviewscoring.job.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people read about options: help, the nearest name, settings without their secrets. */
final class OptionText {
  private static final int WIDTH = 80;
  private static final int INDENT = 8;

  private OptionText() {}

  static String help(Set<String> without) {
    TextTable table =
        TextTable.forColumns(
            CommandLine.Help.defaultColorScheme(Ansi.OFF),
            new Column(INDENT, 2, Overflow.SPAN),
            new Column(WIDTH - INDENT, 0, Overflow.WRAP));
    table.indentWrappedLines = 0;
    Stream.of(
            Stream.of(OptionSpecs.file()),
            OptionSpecs.ofTable().stream()
                .filter(option -> !without.contains(option.descriptionKey())),
            OptionSpecs.passedInHelp())
        .flatMap(options -> options)
        .forEach(option -> add(table, option));
    return table.toString();
  }

  private static void add(TextTable table, OptionSpec option) {
    String preset = option.defaultValue() == null ? "" : "  [" + option.defaultValue() + "]";
    table.addRowValues(option.names()[0] + "=" + option.paramLabel() + preset);
    table.addRowValues("", option.description()[0]);
  }

  /** Which of these options was probably meant, if any is like it. */
  static Optional<String> nearest(String name, List<String> options) {
    // picocli ranks by likeness nothing but subcommands.
    CommandSpec names = CommandSpec.create();
    options.forEach(option -> names.addSubcommand(option, CommandSpec.create()));
    return new UnmatchedArgumentException(new CommandLine(names), List.of(name))
        .getSuggestions().stream().findFirst();
  }

  /** Settings sorted by name, every value that may be a secret as stars. */
  static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> masked = new TreeMap<>(settings);
    masked.replaceAll((name, value) -> isSecret(name) ? "****" : value);
    return masked;
  }

  /** Whether what an option of this name says may be a secret. */
  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("secret")
        || lower.contains("sasl.jaas.config")
        || lower.contains("key")
        || lower.contains("token");
  }
}
