package io.reviewscoring.bench.report;

import io.reviewscoring.model.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of figures, in directories that need not be there. */
final class ReportFile {
  private ReportFile() {}

  /** Writes a file; one that is there is replaced, whole or not at all. */
  static void write(Path file, WholeFile.Content content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    WholeFile.write(file, content);
  }
}
