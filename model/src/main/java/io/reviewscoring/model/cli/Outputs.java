package io.reviewscoring.model.cli;

import io.reviewscoring.model.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What a command will write is looked at before its work begins. */
final class Outputs {
  private final CommandLine commandLine;

  Outputs(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  /**
   * Refuses what can't be written.
   *
   * @throws ParameterException with the reason
   */
  void check(Path file) {
    WholeFile.obstacle(file)
        .ifPresent(
            obstacle -> {
              throw new ParameterException(commandLine, obstacle);
            });
  }

  /**
   * Refuses to write over what is read.
   *
   * @throws ParameterException if both are one file
   */
  void checkIsNot(Path output, Path input) throws IOException {
    if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
      throw new ParameterException(commandLine, output + ": would be written over, and is read");
    }
  }
}
