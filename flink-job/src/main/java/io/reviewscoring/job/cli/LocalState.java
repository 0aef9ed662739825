package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.StateBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a job in this process keeps its state. A checkpoint decides, where there is one: Flink can
 * read it on the backend that wrote it alone. (On a cluster Flink's own configuration decides.)
 *
 * @param wanted what the configuration asks for
 */
record LocalState(StateBackend backend, StateBackend wanted, Duration horizon) {
  /** For all of RocksDB's caches and write buffers; Flink's default for a process is half of it. */
  private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(256);

  /** Measured by StateCost with one version an id, rounded up. */
  private static final int BYTES_ON_HEAP = 300;

  private static final int BYTES_ON_DISK = 100;

  private static final int RATE = 1_000;
  private static final double GIB = 1L << 30;

  /**
   * Chooses; what is set of Flink wins.
   *
   * @param checkpoint to continue from; null to begin anew
   * @throws IOException if the checkpoint can't be read
   */
  static LocalState choose(JobConfig config, @Nullable String checkpoint) throws IOException {
    String flinks = config.flinkProperties().get(StateBackendOptions.STATE_BACKEND.key());
    if (flinks != null) {
      StateBackend set = flinks.equals("rocksdb") ? StateBackend.ROCKSDB : StateBackend.HEAP;
      return new LocalState(set, set, config.repeatHorizon());
    }
    StateBackend wanted = config.stateBackend();
    Optional<StateBackend> found = checkpoint == null ? Optional.empty() : of(checkpoint);
    return new LocalState(found.orElse(wanted), wanted, config.repeatHorizon());
  }

  /**
   * Has a backfill on a cluster keep its state where the checkpoint that it continues from has it,
   * whatever the cluster's default; what is set already stays.
   *
   * @return the settings
   * @throws IOException if the checkpoint can't be read
   */
  static Configuration follow(String checkpoint, Configuration settings) throws IOException {
    if (!settings.contains(StateBackendOptions.STATE_BACKEND)) {
      of(checkpoint)
          .ifPresent(backend -> settings.set(StateBackendOptions.STATE_BACKEND, name(backend)));
    }
    return settings;
  }

  private static String name(StateBackend backend) {
    return switch (backend) {
      case HEAP -> "hashmap";
      case ROCKSDB -> "rocksdb";
    };
  }

  /** Sets Flink so; what is set already stays. */
  void addTo(Configuration settings) {
    if (settings.contains(StateBackendOptions.STATE_BACKEND)) {
      return;
    }
    settings.set(StateBackendOptions.STATE_BACKEND, name(backend));
    if (backend == StateBackend.HEAP) {
      return;
    }
    addTo(settings, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    addTo(settings, RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    addTo(settings, RocksDBOptions.OPTIONS_FACTORY, SeldomCompacted.class.getName());
    addTo(settings, TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_MEMORY);
  }

  private static <T> void addTo(Configuration settings, ConfigOption<T> option, T value) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }

  /** What to expect of it, in one line. */
  String described() {
    int bytes = backend == StateBackend.HEAP ? BYTES_ON_HEAP : BYTES_ON_DISK;
    String line =
        String.format(
            Locale.ROOT,
            "reviews of the last %s of event time %s: at %,d a second %.1f GiB",
            horizon.toString().substring(2).toLowerCase(Locale.ROOT),
            backend == StateBackend.HEAP ? "on the heap (see -Xmx)" : "on disk",
            RATE,
            (double) horizon.toSeconds() * RATE * bytes / GIB);
    return backend == wanted
        ? line
        : line + "; not by state.backend: the checkpoint can be read there alone";
  }

  /** The backend that wrote a checkpoint; empty if any can read it, or that can't be told. */
  private static Optional<StateBackend> of(String checkpoint) throws IOException {
    for (OperatorState operator : Checkpoints.metadata(checkpoint).getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
          if (handle instanceof IncrementalKeyedStateHandle) {
            return Optional.of(StateBackend.ROCKSDB);
          }
          if (handle instanceof KeyGroupsStateHandle
              && !(handle instanceof KeyGroupsSavepointStateHandle)) {
            return Optional.of(StateBackend.HEAP);
          }
        }
      }
    }
    return Optional.empty();
  }
}
