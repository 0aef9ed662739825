package io.reviewscoring.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must end with the demo, the last opened first, whether it ends by itself or by Ctrl-C.
 * Thread-safe; a second {@link #close} waits for the first and does nothing.
 */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The rest must be closed all the same, and at the end nobody can do anything about it.
      }
    }
  }

  /** A directory's removal, with all that is in it. */
  static AutoCloseable removalOf(Path directory) {
    return () -> {
      List<Path> paths;
      try (Stream<Path> tree = Files.walk(directory)) {
        paths = tree.sorted(Comparator.reverseOrder()).toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      for (Path path : paths) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException e) {
          // Still in use; the system's own cleaning takes it.
        }
      }
    };
  }
}
