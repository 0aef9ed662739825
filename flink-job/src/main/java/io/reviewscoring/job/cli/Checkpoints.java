package io.reviewscoring.job.cli;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
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
    Set<String> needed = builtOn(checkpoint);
    for (FileStatus job : list(files, directory)) {
      String name = job.getPath().getName();
      if (!JOB_ID.matcher(name).matches() || name.equals(kept.getName())) {
        continue;
      }
      if (needed.contains(name)) {
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

  /**
   * The runs whose files a checkpoint builds on: incremental ones share files with those before.
   * (All else of a checkpoint lies in its own folder.)
   */
  private static Set<String> builtOn(String checkpoint) throws IOException {
    Set<String> runs = new HashSet<>();
    for (OperatorState operator : metadata(checkpoint).getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
          if (state instanceof IncrementalRemoteKeyedStateHandle incremental) {
            for (var shared : incremental.getSharedState()) {
              if (shared.getHandle() instanceof FileStateHandle file) {
                runs.add(file.getFilePath().getParent().getParent().getName());
              }
            }
          }
        }
      }
    }
    return runs;
  }

  /**
   * What a checkpoint or savepoint says of itself.
   *
   * @throws IOException if it can't be read
   */
  static CheckpointMetadata metadata(String checkpoint) throws IOException {
    CompletedCheckpointStorageLocation location =
        AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(checkpoint);
    try (var in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
      return org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
          in, Checkpoints.class.getClassLoader(), location.getExternalPointer());
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
