package io.reviewscoring.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.cluster.Kill.Victim;
import io.reviewscoring.job.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar on a cluster whose processes die: {@link LongKills} in short. */
@SuppressWarnings("NullAway.Init")
class ShortKillsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path directory;

  private static EmbeddedBroker broker;
  private static FlinkCluster cluster;

  @BeforeAll
  static void startAll() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    cluster = FlinkCluster.start(directory.resolve("flink"), 2);
  }

  @AfterAll
  static void stopAll() {
    if (cluster != null) {
      cluster.close();
    }
    broker.close();
  }

  @Test
  void exactlyOnceLosesAndDoublesNothingWhenProcessesDie() throws Exception {
    KillRun.Outcome outcome =
        run(
            new KillPlan(
                "short-kills",
                7,
                9_000,
                300,
                Map.of(Victim.TASK_MANAGER, 1, Victim.JOB_MANAGER, 1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                true,
                Map.of()));
    assertThat(outcome.jobState()).isEqualTo("RUNNING");
    assertThat(outcome.kills()).hasSize(2);
    assertThat(outcome.verdict().reviews()).isGreaterThanOrEqualTo(9_000);
    assertThat(outcome.verdict().isExact()).as(outcome.toString()).isTrue();
  }

  @Test
  void theSameRunAtLeastOnceIsSeenToDouble() throws Exception {
    KillRun.Outcome outcome =
        run(
            new KillPlan(
                "mutation",
                8,
                6_000,
                300,
                Map.of(Victim.TASK_MANAGER, 1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                false,
                Map.of(
                    "delivery.guarantee", "at-least-once",
                    "checkpoint.interval", "30s")));
    assertThat(outcome.verdict().duplicated()).as(outcome.toString()).isPositive();
    assertThat(outcome.verdict().lost()).isZero();
  }

  @Test
  void whatIsWrongWithASubmissionIsOneLine() throws Exception {
    FlinkCluster.Submission submission =
        cluster.submit(List.of("--bootstrap.servers=127.0.0.1:9", "--paralelism=2"));

    assertThat(submission.exitCode()).isNotZero();
    assertThat(submission.output().lines())
        .singleElement()
        .asString()
        .startsWith("review-scoring: ")
        .contains("paralelism");
  }

  private static KillRun.Outcome run(KillPlan plan) throws Exception {
    KillRun.Outcome outcome = new KillRun(cluster, broker, directory, plan).run();
    System.out.println(outcome);
    return outcome;
  }
}
