package io.reviewscoring.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.cluster.Kill.Victim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes of kills; only {@code ./mvnw verify -Pkills} runs it. */
class LongKills {
  @Test
  void nothingIsLostOrDoubledHoweverOftenProcessesDie(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    var plan =
        new KillPlan(
            "kills",
            2026,
            210_000,
            350,
            Map.of(
                Victim.TASK_MANAGER, 14,
                Victim.JOB_MANAGER, 3,
                Victim.BROKER, 3,
                Victim.ALL_TASK_MANAGERS, 6),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            true,
            Map.of("flink.state.backend.type", "rocksdb"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        FlinkCluster cluster = FlinkCluster.start(directory.resolve("flink"), 4)) {
      KillRun.Outcome outcome = new KillRun(cluster, broker, directory, plan).run();
      System.out.println(outcome);
      assertThat(outcome.verdict().reviews()).isGreaterThanOrEqualTo(200_000);
      assertThat(outcome.problems()).as(outcome.toString()).isEmpty();
    }
  }
}
