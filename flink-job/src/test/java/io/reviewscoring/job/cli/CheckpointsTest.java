package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path directory;

  private void checkpoint(String job, String name, long completedMillis) throws IOException {
    Path metadata = directory.resolve(job).resolve(name).resolve("_metadata");
    Files.createDirectories(metadata.getParent());
    Files.writeString(metadata, "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(completedMillis));
  }

  @Test
  void theOneCompletedLastIsFoundAcrossRuns() throws IOException {
    checkpoint("a", "chk-9", 1_000);
    checkpoint("b", "chk-2", 3_000);
    checkpoint("b", "chk-1", 2_000);
    Files.createDirectories(directory.resolve("b/chk-3"));
    Files.createDirectories(directory.resolve("b/shared"));

    assertThat(new Checkpoints(directory.toUri().toString()).latest())
        .hasValueSatisfying(path -> assertThat(path).endsWith("/b/chk-2"));
  }

  @Test
  void amongThoseOfOneSecondTheHigherNumberIsTheLater() throws IOException {
    checkpoint("a", "chk-9", 1_000);
    checkpoint("a", "chk-10", 1_000);

    assertThat(new Checkpoints(directory.toUri().toString()).latest())
        .hasValueSatisfying(path -> assertThat(path).endsWith("/a/chk-10"));
  }

  @Test
  void withoutADirectoryThereIsNone() throws IOException {
    assertThat(new Checkpoints(directory.resolve("none").toUri().toString()).latest()).isEmpty();
  }

  @Test
  void ofEarlierRunsOnlyWhatTheNewestCheckpointBuildsOnIsKept() throws IOException {
    String oldest = "0".repeat(32);
    String builtOn = "1".repeat(32);
    String newest = "2".repeat(32);
    checkpoint(oldest, "chk-1", 1_000);
    checkpoint(builtOn, "chk-2", 2_000);
    Files.createDirectories(directory.resolve(builtOn).resolve("shared"));
    checkpoint(newest, "chk-3", 3_000);
    checkpoint(newest, "chk-4", 4_000);
    checkpoint("savepoint-of-somebody", "chk-1", 500);
    buildOn(directory.resolve(newest).resolve("chk-4/_metadata"), builtOn, oldest);

    Checkpoints checkpoints = new Checkpoints(directory.toUri().toString());
    checkpoints.prune(checkpoints.latest().orElseThrow());

    assertThat(directory.resolve(oldest)).doesNotExist();
    assertThat(directory.resolve(builtOn)).isDirectoryContaining("glob:**/shared");
    assertThat(directory.resolve(builtOn).resolve("chk-2")).doesNotExist();
    assertThat(directory.resolve(newest).resolve("chk-3/_metadata")).exists();
    assertThat(directory.resolve(newest).resolve("chk-4/_metadata")).exists();
    assertThat(directory.resolve("savepoint-of-somebody/chk-1/_metadata")).exists();
  }

  /**
   * Writes metadata of a checkpoint with a file of one run, and a state in it named after another.
   */
  private void buildOn(Path metadata, String file, String name) throws IOException {
    String shared = directory.resolve(file).resolve("shared/x").toUri().toString();
    String inline = directory.resolve(name).resolve("shared/y").toUri().toString();
    var state =
        new IncrementalRemoteKeyedStateHandle(
            new UUID(0, 0),
            KeyGroupRange.of(0, 127),
            4,
            List.of(
                HandleAndLocalPath.of(
                    new FileStateHandle(new org.apache.flink.core.fs.Path(shared), 1), "x.sst"),
                HandleAndLocalPath.of(new ByteStreamStateHandle(inline, new byte[1]), "y.sst")),
            List.of(),
            new ByteStreamStateHandle(inline, new byte[1]));
    var operator = new OperatorState("score", "score", new OperatorID(1, 1), 1, 128);
    operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(state).build());
    try (var out = new DataOutputStream(Files.newOutputStream(metadata))) {
      org.apache.flink.runtime.checkpoint.Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(4, List.of(operator), List.of()), out);
    }
  }

  @Test
  void theOneBeforeIsFoundAcrossRunsToo() throws IOException {
    checkpoint("a", "chk-8", 1_000);
    checkpoint("a", "chk-9", 2_000);
    checkpoint("b", "chk-10", 3_000);

    Checkpoints checkpoints = new Checkpoints(directory.toUri().toString());
    assertThat(checkpoints.before(checkpoints.latest().orElseThrow()))
        .hasValueSatisfying(path -> assertThat(path).endsWith("/a/chk-9"));
    assertThat(checkpoints.before(directory.resolve("a/chk-8").toUri().toString())).isEmpty();
  }
}
