package io.reviewscoring.model.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder for temporary files of this process. Beside it lies a file that the process holds locked
 * while it lives: where the lock is free, a killed one has left both, and they go when the next
 * folder is made. Thread-safe.
 */
public final class ScratchFolder implements AutoCloseable {
  private static final String PREFIX = "review-scoring-";
  private static final String LOCK = ".lock";
  private static final int TRIES = 3;

  /**
   * In the names of this process's own, which are never looked at: to close a locked file a second
   * time would free its lock. No process id, which is the same each time in a container.
   */
  private static final String PROCESS = "-" + random() + "-";

  private final Path path;
  private final FileChannel lock;

  private ScratchFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one where the system has its temporary files, and removes what killed processes have left
   * there.
   *
   * @param purpose part of its name
   * @throws IOException with one line, if none can be made
   */
  public static ScratchFolder make(String purpose) throws IOException {
    return make(Path.of(System.getProperty("java.io.tmpdir")), purpose);
  }

  static ScratchFolder make(Path parent, String purpose) throws IOException {
    removeLeft(parent);
    try {
      while (true) {
        Path path = parent.resolve(PREFIX + purpose + PROCESS + random());
        FileChannel lock = FileChannel.open(lockOf(path), CREATE_NEW, WRITE);
        // Who tidies up at this moment may have come before.
        if (isHeld(lock) && Files.exists(lockOf(path))) {
          return new ScratchFolder(Files.createDirectory(path, ownersAlone(parent)), lock);
        }
        lock.close();
      }
    } catch (IOException e) {
      throw new IOException(
          "temporary files can't be written to " + parent + ": " + FileFailure.reason(e), e);
    }
  }

  /** Has it removed when the process ends, too, other than by a kill. */
  public ScratchFolder untilExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "scratch-folder"));
    return this;
  }

  public Path path() {
    return path;
  }

  /** Removes it with all that is in it, as far as that can be done. */
  @Override
  public synchronized void close() {
    if (!lock.isOpen()) {
      return;
    }
    removeAll(path);
    try (lock) {
      Files.deleteIfExists(lockOf(path));
    } catch (IOException e) {
      // It stays, and goes when the next one is made.
    }
  }

  /** Short, since databases in it have a bound for their paths. */
  private static String random() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static FileAttribute<?>[] ownersAlone(Path parent) {
    return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  /** Where files can't be locked, nobody can take the lock away either. */
  private static boolean isHeld(FileChannel lock) {
    try {
      return lock.tryLock() != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static void removeLeft(Path parent) {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK)) {
      for (Path file : locks) {
        String name = file.getFileName().toString();
        if (!name.contains(PROCESS)) {
          removeIfLeft(file, file.resolveSibling(name.substring(0, name.length() - LOCK.length())));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What can't be looked through stays as it is.
    }
  }

  private static void removeIfLeft(Path file, Path folder) {
    try (FileChannel lock = FileChannel.open(file, WRITE, NOFOLLOW_LINKS)) {
      if (lock.tryLock() != null) {
        removeAll(folder);
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Another user's, or gone by now.
    }
  }

  private static void removeAll(Path folder) {
    for (int i = 0; i < TRIES && Files.exists(folder, NOFOLLOW_LINKS); i++) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException | UncheckedIOException e) {
        // Somebody writes into it, or removes from it: once more.
      }
    }
  }
}
