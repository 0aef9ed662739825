package io.reviewscoring.model.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder. */
final class FolderContent {

  private FolderContent() {}

  /** Files and folders, sorted by name. */
  static List<Path> of(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    }
  }
}
