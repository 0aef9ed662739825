package io.reviewscoring.model.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command came to. */
record Run(int exitCode, String out, String err) {

  static Run of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ModelCommands.run(
            ModelCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
            args);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
