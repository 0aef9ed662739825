package io.reviewscoring.job.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** The checkpoints that earlier runs left in a directory: {@code <job id>/chk-<n>/_metadata}. */
final class Checkpoints {
  private final Path directory;

  /**
   * @param directory URI
   */
  Checkpoints(String directory) {
    this.directory = new Path(directory);
  }

  /** The checkpoint that was completed last; empty when there is none. */
  Optional<String> latest() throws IOException {
    FileSystem files = directory.getFileSystem();
    Path latest = null;
    long completed = Long.MIN_VALUE;
    for (FileStatus job : list(files, directory)) {
      for (FileStatus checkpoint : list(files, job.getPath())) {
        Path metadata = new Path(checkpoint.getPath(), "_metadata");
        if (checkpoint.getPath().getName().startsWith("chk-") && files.exists(metadata)) {
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

  /** Some file systems know modification times to the second only. */
  private static boolean isLater(Path checkpoint, @Nullable Path other) {
    return other != null && number(checkpoint) > number(other);
  }

  private static long number(Path checkpoint) {
    try {
      return Long.parseLong(checkpoint.getName().substring("chk-".length()));
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
