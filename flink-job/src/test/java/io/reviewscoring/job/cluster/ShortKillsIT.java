package io.reviewscoring.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.cluster.Kill.Victim;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.kafka.CommittedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a cluster whose processes die, {@link LongKills} in short; and a backfill there.
 */
@SuppressWarnings("NullAway.Init")
class ShortKillsIT {
  /** Final results come sooner. */
  private static final Map<String, String> SHORT_WINDOWS =
      Map.of("window.size", "5s", "window.allowed-lateness", "2s");

  private static final long BACKFILL_START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();

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
                SHORT_WINDOWS));
    assertThat(outcome.kills()).hasSize(2);
    assertThat(outcome.verdict().reviews()).isGreaterThanOrEqualTo(9_000);
    assertThat(outcome.problems()).as(outcome.toString()).isEmpty();
  }

  @Test
  void theSameRunAtLeastOnceIsSeenToDouble() throws Exception {
    Map<String, String> options = new HashMap<>(SHORT_WINDOWS);
    options.put("delivery.guarantee", "at-least-once");
    options.put("checkpoint.interval", "30s");
    KillRun.Outcome outcome =
        run(
            new KillPlan(
                "mutation",
                8,
                3_000,
                300,
                Map.of(Victim.TASK_MANAGER, 1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                false,
                options));
    assertThat(outcome.verdict().duplicated()).as(outcome.toString()).isPositive();
    assertThat(outcome.problemsBesideDoubles()).as(outcome.toString()).isEmpty();
  }

  @Test
  void aBackfillHandedToTheClusterEndsAndStartedAgainSaysItsSummaryAndWritesNothing()
      throws Exception {
    int reviews = 600;
    String text = "a very good film";
    Path own = Files.createDirectories(directory.resolve("backfill"));
    TinyBundles.Written model = TinyBundles.write(own, "m1", 1);
    var server = new TestBroker.Running(broker.bootstrapServers(), () -> {});
    try (var topics = new JobTopics(server, "past", own)) {
      for (int i = 0; i < reviews; i++) {
        long time = BACKFILL_START + i * 1_000L;
        topics.review(i % 4, time, "r" + i, "p" + i % 3, time, text);
      }
      topics.flush();
      List<String> arguments = new ArrayList<>(List.of("backfill", "--run-id=one"));
      arguments.add("--from=" + Instant.ofEpochMilli(BACKFILL_START));
      arguments.add("--to=" + Instant.ofEpochMilli(BACKFILL_START + reviews * 1_000L));
      arguments.add("--model=" + model.file());
      arguments.addAll(
          topics.arguments(
              Map.of(
                  "checkpoint.directory", own.resolve("checkpoints").toUri().toString(),
                  "model.directory", own.resolve("models").toUri().toString(),
                  "parallelism", "2")));

      FlinkCluster.Submission first = cluster.submit(arguments);
      assertThat(first.output()).contains("submitted; started again when it has ended");
      String job = first.jobId();
      Waiting.until(
          "the backfill ends",
          Duration.ofMinutes(2),
          () -> Set.of("FINISHED", "FAILED").contains(cluster.rest().jobState(job)));
      assertThat(cluster.rest().jobState(job)).isEqualTo("FINISHED");
      topics.await("past-sentiment-backfill", all -> all.size() >= reviews);
      topics.await("past-aggregates-backfill", all -> all.size() >= 30);
      Map<String, Map<Integer, Long>> ends = ends(topics);

      FlinkCluster.Submission again = cluster.submit(arguments);
      assertThat(again.exitCode()).as(again.output()).isZero();
      assertThat(again.output())
          .doesNotContain("JobID", "submitted")
          .containsPattern("(?m)^reviews +600$")
          .containsPattern("(?m)^events +600$")
          .containsPattern("(?m)^windows +30$");
      assertThat(ends(topics)).isEqualTo(ends);
      assertThat(topics.committed("past-sentiment-backfill"))
          .hasSize(reviews)
          .allSatisfy(
              event -> {
                assertThat(event.get("modelSha256").asText()).isEqualTo(model.sha256());
                assertThat(Float.parseFloat(event.get("score").asText()))
                    .isEqualTo(model.score(text));
              })
          .extracting(event -> event.get("reviewId").asText())
          .doesNotHaveDuplicates();
      assertThat(topics.runIds("past-sentiment-backfill")).containsOnly("one");
      assertThat(topics.committed("past-aggregates-backfill"))
          .hasSize(30)
          .allSatisfy(aggregate -> assertThat(aggregate.get("final").asBoolean()).isTrue());
    }
  }

  /** Where the backfill's topics end; each transaction moves that. */
  private static Map<String, Map<Integer, Long>> ends(JobTopics topics) throws Exception {
    var records = new CommittedRecords(topics.config(Map.of()));
    Map<String, Map<Integer, Long>> ends = new HashMap<>();
    for (String topic : List.of("sentiment", "aggregates", "dead-letters")) {
      ends.put(topic, records.ends("past-" + topic + "-backfill"));
    }
    return ends;
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
