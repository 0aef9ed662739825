package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.StateBackend;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStateTest {

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
            SavepointOfARelease.RESOURCES.resolve("savepoint").toUri().toString());
    assertThat(state.backend()).isEqualTo(backend);
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
