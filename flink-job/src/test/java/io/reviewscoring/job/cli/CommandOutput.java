package io.reviewscoring.job.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record CommandOutput(int code, String out, String err) {

  /** Runs a command in this process. */
  static CommandOutput of(String... args) {
    return of(new StringWriter(), args);
  }

  /**
   * The same.
   *
   * @param out what it has printed so far, for others to look at while it runs
   */
  static CommandOutput of(StringWriter out, String... args) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = JobCommands.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = commandLine.execute(args);
    return new CommandOutput(code, out.toString(), err.toString());
  }

  /** Runs {@code check} on a file. */
  static CommandOutput ofCheck(Path file, String... options) {
    List<String> words = new ArrayList<>(List.of("check", "--input", file.toString()));
    words.addAll(List.of(options));
    return of(words.toArray(String[]::new));
  }

  /** The figure on the line that begins with a name. */
  long figure(String name) {
    return numbers("(?m)^" + Pattern.quote(name) + " +([0-9,]+)").get(0);
  }

  /** The figures on the lines on which they stand before some words. */
  List<Long> figures(String words) {
    return numbers("(?m)^ *([0-9,]+) +" + Pattern.quote(words));
  }

  private List<Long> numbers(String pattern) {
    List<Long> numbers = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(out);
    while (matcher.find()) {
      numbers.add(Long.valueOf(matcher.group(1).replace(",", "")));
    }
    return numbers;
  }
}
