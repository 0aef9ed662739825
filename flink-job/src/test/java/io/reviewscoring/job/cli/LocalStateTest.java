package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.config.StateBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStateTest {
  @TempDir Path directory;

  private static JobConfig config(String... options) throws ConfigurationException {
    String[] all = new String[options.length + 1];
    all[0] = "--bootstrap.servers=localhost:9092";
    System.arraycopy(options, 0, all, 1, options.length);
    return JobConfig.parse(all);
  }

  private static Configuration settings(JobConfig config) throws IOException {
    Configuration settings = JobEnvironment.settings(config);
    LocalState.choose(config, null).addTo(settings);
    return settings;
  }

  @Test
  void whatIsRememberedLiesInRocksDbUnlessAskedOtherwise() throws Exception {
    Configuration settings = settings(config());
    assertThat(settings.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(settings.toMap()).containsEntry("state.backend.rocksdb.use-bloom-filter", "true");

    assertThat(settings(config("--state.backend=heap")).get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo("hashmap");
    assertThat(
            settings(config("--flink.state.backend.type=hashmap"))
                .get(StateBackendOptions.STATE_BACKEND))
        .isEqualTo("hashmap");
  }

  @Test
  void onAClusterFlinksOwnConfigurationDecides() throws ConfigurationException {
    assertThat(JobEnvironment.settings(config()).contains(StateBackendOptions.STATE_BACKEND))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aSavepointGoesOnWhereTheConfigurationSays(StateBackend backend) throws Exception {
    LocalState state =
        LocalState.choose(
            config("--state.backend=" + backend.name().toLowerCase(Locale.ROOT)),
            Location.uri(SavepointOfARelease.RESOURCES.resolve("savepoint")));
    assertThat(state.backend()).isEqualTo(backend);
  }

  @Test
  void aCheckpointGoesOnOnTheBackendThatWroteItAndTheStartSaysSo() throws Exception {
    StreamStateHandle bytes = new ByteStreamStateHandle("bytes", new byte[1]);
    KeyGroupRange range = KeyGroupRange.of(0, 1);
    String heap = checkpoint(new KeyGroupsStateHandle(new KeyGroupRangeOffsets(range), bytes));
    assertThat(LocalState.choose(config(), heap).backend()).isEqualTo(StateBackend.HEAP);
    assertThat(LocalState.choose(config(), heap).described())
        .contains("on the heap")
        .endsWith("; not by state.backend: the checkpoint can be read there alone");

    String rocksDb =
        checkpoint(
            new IncrementalRemoteKeyedStateHandle(
                new UUID(1, 2), range, 1, List.of(), List.of(), bytes));
    assertThat(LocalState.choose(config("--state.backend=heap"), rocksDb).backend())
        .isEqualTo(StateBackend.ROCKSDB);
    assertThat(LocalState.choose(config(), rocksDb).described()).endsWith("GiB");
  }

  @Test
  void aCheckpointThatIsNotThereIsOneLine() {
    assertThatThrownBy(() -> LocalState.choose(config(), directory.toUri() + "none"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot find checkpoint or savepoint");
  }

  private String checkpoint(KeyedStateHandle state) throws IOException {
    OperatorState operator = new OperatorState("score", "score", new OperatorID(1, 2), 1, 2);
    operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(state).build());
    try (OutputStream metadata = Files.newOutputStream(directory.resolve("_metadata"))) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, List.of(operator), List.of()), metadata);
    }
    return directory.toUri().toString();
  }

  @Test
  void whatTheHorizonTakesIsSaid() throws Exception {
    assertThat(LocalState.choose(config(), null).described())
        .isEqualTo("reviews of the last 1h of event time on disk: at 1,000 a second 0.3 GiB");
    assertThat(
            LocalState.choose(config("--state.backend=heap", "--repeat.horizon=90min"), null)
                .described())
        .startsWith("reviews of the last 1h30m of event time on the heap (see -Xmx): at 1,000");
  }
}
