package io.reviewscoring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the repository holds, built things left out. */
record Repository(Set<String> files) {

  /** What git would commit; without git, as in an archive of the sources, what lies there. */
  static Repository here() {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
              .directory(Page.ROOT.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String listed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() == 0) {
        return new Repository(listed.lines().collect(Collectors.toSet()));
      }
    } catch (IOException e) {
      // No git on this machine.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return walked(Page.ROOT);
  }

  private static Repository walked(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return new Repository(
          files
              .filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(file -> !file.matches("(.*/)?(target|\\.git)/.*"))
              .collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages. */
  List<Page> pages() {
    return files.stream().filter(file -> file.endsWith(".md")).sorted().map(Page::read).toList();
  }

  /** Whether a file or a directory with files lies there. */
  boolean holds(String path) {
    String directory = path.endsWith("/") ? path : path + "/";
    return files.contains(path) || files.stream().anyMatch(file -> file.startsWith(directory));
  }

  /** The text of all files below a directory that end so. */
  String texts(String directory, String ending) {
    return files.stream()
        .filter(file -> file.startsWith(directory) && file.endsWith(ending))
        .sorted()
        .map(Repository::text)
        .collect(Collectors.joining("\n"));
  }

  static String text(String path) {
    try {
      return Files.readString(Page.ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
