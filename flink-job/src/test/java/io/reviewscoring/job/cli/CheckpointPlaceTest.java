package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.control.UnreliableFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointPlaceTest {
  @TempDir Path directory;

  @Test
  void whereCheckpointsCanBeWrittenNothingIsLeft() {
    assertThat(new CheckpointPlace(directory.toUri().toString()).obstacle()).isEmpty();
    assertThat(new CheckpointPlace(directory.resolve("a/b").toUri().toString()).obstacle())
        .isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsNamed() {
    UnreliableFileSystem.full = true;
    try {
      assertThat(new CheckpointPlace("unreliable:" + directory).obstacle())
          .hasValue(
              "checkpoints can't be written to unreliable:"
                  + directory
                  + ": No space left on device");
    } finally {
      UnreliableFileSystem.full = false;
    }
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "backfill --from-offsets=0=5"})
  void noJobStartsThatCouldWriteNone(String command) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    CommandOutput output =
        CommandOutput.of(
            (command + " --bootstrap.servers=127.0.0.1:1 --checkpoint.directory=" + file)
                .split(" "));

    assertThat(output.code()).isEqualTo(1);
    assertThat(output.err())
        .startsWith(
            "review-scoring " + command.split(" ", -1)[0] + ": checkpoints can't be written")
        .contains(file.toString())
        .endsWith(": a file is in the way\n");
  }
}
