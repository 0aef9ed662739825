package io.reviewscoring.bench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command {@code bench} and what it prints. */
final class BenchOutput {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Its exit code. */
  int execute(String... options) {
    System.setProperty("reviewscoring.bundles", "../../model/bundles");
    CommandLine commandLine = Bench.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(
        Stream.concat(Stream.of("bench"), Stream.of(options)).toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
