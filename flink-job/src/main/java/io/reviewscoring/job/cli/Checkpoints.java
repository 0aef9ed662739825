package io.reviewscoring.job.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** The checkpoints that earlier runs left in a directory: {@code <job id>/chk-<n>/_metadata}. */
final class Checkpoints {
  private static final String CHECKPOINT = "chk-";
  private static final String METADATA = "_metadata";
  private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

  private final Path directory;

  /**
   * @param directory URI
   */
  Checkpoints(String directory) {
    this.directory = new Path(directory);
  }

  /** The checkpoint that was completed last; empty when there is none. */
  Optional<String> latest() throws IOException {
    return latest(Long.MAX_VALUE);
  }

  /** The one before a checkpoint, whose number is higher; empty when that is gone. */
  Optional<String> before(String checkpoint) throws IOException {
    return latest(number(new Path(checkpoint)));
  }

  private Optional<String> latest(long below) throws IOException {
    FileSystem files = directory.getFileSystem();
    Path latest = null;
    long completed = Long.MIN_VALUE;
    for (FileStatus job : list(files, directory)) {
      for (FileStatus checkpoint : list(files, job.getPath())) {
        Path metadata = new Path(checkpoint.getPath(), METADATA);
        if (checkpoint.getPath().getName().startsWith(CHECKPOINT)
            && number(checkpoint.getPath()) < below
            && files.exists(metadata)) {
          long time = files.getFileStatus(metadata).getModificationTime();
          if (time > completed || (time == completed && isLater(checkpoint.getPath(), latest))) {
            completed = time;
            latest = checkpoint.getPath();
          }
        }
      }
    }
    return Optional.ofNullable(latest).map(Path::toString);
  }

  /**
   * Deletes what earlier runs left and no start needs any more: the folder of each run but the one
   * that holds the given checkpoint, and of a run whose files that checkpoint still builds on, its
   * other checkpoints. Nothing but folders that Flink named after a job is touched.
   *
   * @param checkpoint that will be continued from
   */
  void prune(String checkpoint) throws IOException {
    FileSystem files = directory.getFileSystem();
    Path kept = new Path(checkpoint).getParent();
    String metadata = text(files, new Path(checkpoint, METADATA));
    for (FileStatus job : list(files, directory)) {
      String name = job.getPath().getName();
      if (!JOB_ID.matcher(name).matches() || name.equals(kept.getName())) {
        continue;
      }
      if (metadata.contains(name)) {
        for (FileStatus old : list(files, job.getPath())) {
          if (old.getPath().getName().startsWith(CHECKPOINT)) {
            files.delete(old.getPath(), true);
          }
        }
      } else {
        files.delete(job.getPath(), true);
      }
    }
  }

  /** The metadata name the files that they build on by path. */
  private static String text(FileSystem files, Path path) throws IOException {
    try (var in = files.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Some file systems know modification times to the second only. */
  private static boolean isLater(Path checkpoint, @Nullable Path other) {
    return other != null && number(checkpoint) > number(other);
  }

  private static long number(Path checkpoint) {
    try {
      return Long.parseLong(checkpoint.getName().substring(CHECKPOINT.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static FileStatus[] list(FileSystem files, Path path) throws IOException {
    try {
      if (!files.exists(path) || !files.getFileStatus(path).isDir()) {
        return new FileStatus[0];
      }
      FileStatus[] content = files.listStatus(path);
      return content == null ? new FileStatus[0] : content;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
