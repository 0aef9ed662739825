package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.file.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Whether checkpoints can be written where they should. */
final class CheckpointPlace {
  /** Small state lies in a checkpoint's one file; a disk that lacks that much is full. */
  private static final int TRIED_BYTES = 1 << 20;

  private final Path directory;

  /**
   * @param directory URI
   */
  CheckpointPlace(String directory) {
    this.directory = new Path(directory);
  }

  /**
   * Has a job not start that could write none.
   *
   * @throws CommandException saying why
   */
  static void check(JobConfig config) throws CommandException {
    Configuration settings = JobEnvironment.settings(config);
    String directory = settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (directory != null
        && settings.get(CheckpointingOptions.CHECKPOINT_STORAGE).equals("filesystem")) {
      Optional<String> obstacle = new CheckpointPlace(directory).obstacle();
      if (obstacle.isPresent()) {
        throw new CommandException(CommandException.FAILURE, obstacle.get());
      }
    }
  }

  /** In one line, why none can be written; tries it with a file that goes again. */
  Optional<String> obstacle() {
    try {
      FileSystem files = directory.getFileSystem();
      Path there = files.isDistributedFS() ? directory : present(files);
      Path tried = new Path(there, ".writable-" + UUID.randomUUID());
      try (OutputStream out = files.create(tried, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(new byte[TRIED_BYTES]);
      } finally {
        files.delete(tried, false);
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // File systems come as plug-ins and throw what they like.
      return Optional.of(
          "checkpoints can't be written to " + directory + ": " + FileFailure.reason(e));
    }
  }

  /** The directory as far as it is there: none is made before all else is well. */
  private Path present(FileSystem files) throws IOException {
    Path there = directory;
    while (there.getParent() != null && !files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }
}
