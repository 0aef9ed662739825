package io.reviewscoring.model.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes files whole or not at all: into a file beside, which takes the name when all is on the
 * disk. Until then, and if anything fails, what had the name before stays.
 */
public final class WholeFile {

  /** Writes what the file is to hold. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** As Linux has it. */
  private static final int MAX_LINKS = 40;

  /** The system says of a write only what is wrong with the disk. */
  private static final class NamedFile extends FilterOutputStream {
    private final Path file;

    NamedFile(Path file, OutputStream out) {
      super(out);
      this.file = file;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      try {
        out.write(b, off, len);
      } catch (IOException e) {
        throw new IOException(file + ": can't be written: " + e.getMessage(), e);
      }
    }
  }

  private WholeFile() {}

  /** Writes a file, over one that is there. What is no regular file, a pipe say, is written to. */
  public static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = new NamedFile(file, Files.newOutputStream(file))) {
        content.writeTo(out);
      }
      return;
    }
    Path target = target(file);
    Path part = beside(target);
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out =
            new BufferedOutputStream(
                new NamedFile(file, Channels.newOutputStream(channel)), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** In one line, why a file can't be written; tries it with an empty one beside. */
  public static Optional<String> obstacle(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(file + ": is a directory");
    }
    Path target;
    try {
      target = target(file);
    } catch (IOException e) {
      return Optional.of(file + ": can't be written to (" + e.getMessage() + ")");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.of(folder + ": no such directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Path part = beside(target);
    try {
      Files.createFile(part);
      Files.delete(part);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(folder + ": access denied");
    } catch (IOException e) {
      return Optional.of(folder + ": can't be written to (" + e.getMessage() + ")");
    }
  }

  /** What a link leads to, be it there or not, so that a link stays one. */
  private static Path target(Path file) throws IOException {
    Path target = file;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new IOException("links lead in a circle");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static Path beside(Path file) {
    return file.resolveSibling(".review-scoring-" + UUID.randomUUID() + ".part");
  }
}
