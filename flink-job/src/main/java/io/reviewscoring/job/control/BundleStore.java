package io.reviewscoring.job.control;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Bundles as files in any file system that Flink knows. Thread-safe. */
public final class BundleStore {
  private static final int BUFFER_BYTES = 1 << 16;

  private BundleStore() {}

  /**
   * Reads a whole bundle.
   *
   * @param maxBytes past which reading stops
   * @throws FileNotFoundException if the store answers that there is no such file
   * @throws TooLargeException if the file is larger than {@code maxBytes}
   * @throws IOException if the store can't be reached
   */
  public static byte[] read(Path file, long maxBytes) throws IOException {
    FileSystem files = file.getFileSystem();
    if (files.getFileStatus(file).isDir()) {
      throw new FileNotFoundException(file + " is a directory");
    }
    var bytes = new ByteArrayOutputStream();
    try (InputStream in = files.open(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int read = in.read(buffer);
      while (read >= 0) {
        if (bytes.size() + (long) read > maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        bytes.write(buffer, 0, read);
        read = in.read(buffer);
      }
    }
    return bytes.toByteArray();
  }

  /** The file of an archived bundle. */
  public static Path archived(String directory, String sha256) {
    return new Path(new Path(directory), sha256);
  }

  /** Puts a bundle into the archive, whole or not at all; one that is there already stays. */
  public static void archive(String directory, String sha256, byte[] bundle) throws IOException {
    Path target = archived(directory, sha256);
    if (!holds(target, bundle)) {
      write(target, bundle);
    }
  }

  /** Writes a file, over one that is there, whole or not at all. */
  public static void write(Path target, byte[] bytes) throws IOException {
    FileSystem files = target.getFileSystem();
    files.mkdirs(target.getParent());
    Path partial = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    boolean moved = false;
    try {
      try (OutputStream out = files.create(partial, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(bytes);
      }
      moved = files.rename(partial, target);
      if (!moved && !holds(target, bytes)) {
        // HDFS renames onto no file that is there.
        files.delete(target, false);
        moved = files.rename(partial, target);
        if (!moved) {
          throw new IOException("can't rename " + partial + " to " + target);
        }
      }
    } finally {
      if (!moved) {
        files.delete(partial, false);
      }
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    FileSystem files = file.getFileSystem();
    return files.exists(file)
        && files.getFileStatus(file).getLen() == bytes.length
        && Arrays.equals(read(file, bytes.length), bytes);
  }

  /** A file past the size limit. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(long maxBytes) {
      super("larger than model.max-bytes (" + maxBytes + ")");
    }
  }
}
