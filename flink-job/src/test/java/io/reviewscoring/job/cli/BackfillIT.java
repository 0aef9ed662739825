package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The backfill command against a real broker. */
@SuppressWarnings("NullAway.Init")
class BackfillIT {
  private static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  /** So many reviews, one a second of event time and of their records' timestamps. */
  private static void feed(JobTopics topics, int reviews) {
    feed(topics, 0, reviews);
  }

  private static void feed(JobTopics topics, int from, int to) {
    for (int i = from; i < to; i++) {
      long time = START + i * 1_000L;
      topics.review(i % 4, time, "r" + i, "p" + i % 3, time, "a very good film");
    }
    topics.flush();
  }

  private static String at(int minute) {
    return Messages.instant(START + minute * MINUTE);
  }

  private TinyBundles.Written model(String version, long seed) {
    return TinyBundles.write(directory, version, seed);
  }

  @Test
  void aRangeIsReadByTheRecordsTimestampsAndWhatElseIsReadIsLeftOut() throws Exception {
    try (var topics = new JobTopics(broker, "ranged", directory)) {
      feed(topics, 0, 1_800);
      topics.review(0, START + 30 * MINUTE, "late", "p", START + 10 * MINUTE, "dull");
      feed(topics, 1_800, 3_000);
      // Later than the margin: not found.
      topics.review(0, START + 50 * MINUTE, "later", "p", START + 10 * MINUTE, "dull");
      feed(topics, 3_000, 3_600);
      topics.rawReview(new byte[] {'x'}); // of today
      topics.flush();

      CommandOutput backfill =
          CommandOutput.of(
              topics.options(
                  "backfill",
                  "--from=" + Messages.instant(START + 10 * MINUTE + 30_000),
                  "--to=" + Messages.instant(START + 19 * MINUTE + 1_000),
                  "--margin=20min",
                  "--model=" + model("m1", 1).file()));

      assertThat(backfill.code()).as(backfill.toString()).isZero();
      assertThat(backfill.out()).contains(at(10) + " to " + at(20) + ", in whole windows");
      assertThat(backfill.figure("reviews")).isEqualTo(601);
      assertThat(backfill.figure("windows")).isEqualTo(31);
      assertThat(backfill.figure("out of range")).isPositive().isLessThan(2_999);
      List<JsonNode> events = topics.committed("ranged-sentiment-backfill");
      assertThat(events).hasSize(601);
      assertThat(events)
          .allSatisfy(
              event -> assertThat(event.get("timestamp").asText()).isBetween(at(10), at(20)));
      assertThat(topics.committed("ranged-aggregates-backfill"))
          .hasSize(31)
          .allSatisfy(aggregate -> assertThat(aggregate.get("final").asBoolean()).isTrue());
    }
  }

  @Test
  void aRunThatIsDoneWritesNothingWhenItIsStartedAgainAndOnlyItsOwnOptionsAreTaken()
      throws Exception {
    try (var topics = new JobTopics(broker, "again", directory)) {
      feed(topics, 600);
      Path model = model("m1", 1).file();
      String[] options = {
        "--from-offsets=0=0", "--to-offsets=1=100,2=150", "--model=" + model, "--run-id=one"
      };
      CommandOutput first = CommandOutput.of(topics.options("backfill", options));
      assertThat(first.code()).as(first.toString()).isZero();
      assertThat(first.figure("events")).as("150, 100, 150, and none of 3").isEqualTo(400);

      CommandOutput again = CommandOutput.of(topics.options("backfill", options));
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("done before; nothing is written again");
      assertThat(again.figure("events")).isEqualTo(400);
      assertThat(pasted(again)).as("no live job has scored them").isEqualTo(3);
      Files.delete(runDirectory("again", "one").resolve("done"));
      assertThat(CommandOutput.of(topics.options("backfill", options)).out())
          .as("the mark is lost, but not what was committed")
          .contains("done before; nothing is written again");
      assertThat(topics.committed("again-sentiment-backfill")).hasSize(400);
      assertThat(topics.runIds("again-sentiment-backfill")).containsOnly("one");

      Files.delete(runDirectory("again", "one").resolve("done"));
      Files.delete(runDirectory("again", "one").resolve("summary.json"));
      CommandOutput lost = CommandOutput.of(topics.options("backfill", options));
      assertThat(lost.code()).isEqualTo(1);
      assertThat(lost.err()).contains("no checkpoint is left to go on from").hasLineCount(1);

      options[1] = "--to-offsets=1=100";
      CommandOutput other = CommandOutput.of(topics.options("backfill", options));
      assertThat(other.code()).isEqualTo(2);
      assertThat(other.err())
          .contains("run one was started with --to-offsets 1=100,2=150, not 1=100")
          .hasLineCount(1);

      CommandOutput second =
          CommandOutput.of(
              topics.options("backfill", "--from-offsets=0=0", "--model=" + model, "--run-id=two"));
      assertThat(second.code()).as(second.toString()).isZero();
      CommandOutput compare =
          CommandOutput.of(topics.options("compare", "--with=again-sentiment-backfill"));
      assertThat(compare.code()).isEqualTo(2);
      assertThat(compare.err()).contains("holds several runs: name one with --run-id");
      CommandOutput none = CommandOutput.of(topics.options("compare", "--run-id=nobodys"));
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.out()).hasLineCount(1).startsWith("asks ");
      assertThat(none.err()).contains("has no event of run nobodys");
      CommandOutput named = CommandOutput.of(topics.options("compare", "--run-id=two"));
      assertThat(named.code()).isEqualTo(3);
      assertThat(named.figures("extra").get(0)).isEqualTo(150);
    }
  }

  @Test
  void aKilledRunGoesOnFromItsLastCheckpointAndLeavesNoDoubles() throws Exception {
    int reviews = 40_000;
    try (var topics = new JobTopics(broker, "killed", directory)) {
      feed(topics, reviews);
      String[] options =
          topics.options(
              "backfill",
              "--from=" + at(0),
              "--to=" + at(1_000),
              "--model=" + model("m1", 1).file(),
              "--run-id=k",
              "--checkpoint.interval=200ms",
              "--parallelism=2");
      // Slow, so that there is a middle to be killed in.
      String[] slow = Arrays.copyOf(options, options.length + 1);
      slow[options.length] = "--max-rate=1000";
      Process before = start(slow); // killed before anything is written
      awaitRunRecord("killed", "k");
      before.destroyForcibly().waitFor();
      for (int kill = 0; kill < 2; kill++) {
        int committed = topics.committed("killed-sentiment-backfill").size();
        Process child = kill == 0 ? start(slow) : startJarsMain(slow);
        assertThat(topics.await("killed-sentiment-backfill", events -> events.size() > committed))
            .hasSizeGreaterThan(committed);
        assertThat(child.isAlive()).as("not done yet").isTrue();
        child.destroyForcibly().waitFor();
      }
      int committed = topics.committed("killed-sentiment-backfill").size();
      assertThat(committed).isBetween(1, reviews - 1);
      assertThat(Files.readString(directory.resolve("child.log")))
          .contains("continues    from ")
          .as("what was committed before the kill is told from what is lost")
          .doesNotContainIgnoringCase("data loss");

      CommandOutput last = CommandOutput.of(options);

      assertThat(last.code()).as(last.toString()).isZero();
      assertThat(last.out()).contains("continues    from ");
      assertThat(last.figure("reviews")).as("of all starts").isEqualTo(reviews);
      assertThat(last.figure("events")).isEqualTo(reviews);
      List<JsonNode> events = topics.committed("killed-sentiment-backfill");
      assertThat(events).hasSize(reviews);
      assertThat(events)
          .extracting(event -> event.get("reviewId").asText())
          .doesNotHaveDuplicates();
      assertThat(topics.committed("killed-aggregates-backfill")).hasSize(2_001);
    }
  }

  /** The exit code of the command that a backfill prints at its end. */
  private static int pasted(CommandOutput backfill) {
    String command = "compare with ./review-scoring ";
    String[] words =
        backfill
            .out()
            .lines()
            .filter(line -> line.startsWith(command))
            .findFirst()
            .orElseThrow()
            .substring(command.length())
            .split(" ");
    return CommandOutput.of(words).code();
  }

  private Path runDirectory(String name, String run) {
    return directory.resolve("checkpoints").resolve(name + "-backfill-" + run);
  }

  private void awaitRunRecord(String name, String run) throws Exception {
    Path record = runDirectory(name, run).resolve("run.json");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(record) && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(record).exists();
  }

  /**
   * The main class that {@code flink run} calls, which is given URIs. Here no cluster calls it:
   * Flink then makes one in the process. {@code ShortKillsIT} has a real one.
   */
  private Process startJarsMain(String... arguments) throws IOException {
    String[] uris =
        Arrays.stream(arguments)
            .map(each -> each.replace("directory=" + directory, "directory=" + directory.toUri()))
            .toArray(String[]::new);
    return start(ReviewScoringJob.class, uris);
  }

  private Process start(String... arguments) throws IOException {
    return start(JobCommands.class, arguments);
  }

  /** A command in a process of its own. */
  private Process start(Class<?> main, String... arguments) throws IOException {
    return JobProcess.start(
            directory.resolve("child.log"),
            List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
            main,
            List.of(arguments))
        .process();
  }

  @Test
  void aVersionOfTheRecordCanBePinnedAndTheLiveTopicsAreLeftAlone() throws Exception {
    try (var topics = new JobTopics(broker, "pinned", directory)) {
      TinyBundles.Written first = model("m1", 1);
      topics.activate(first, null);
      topics.activate(model("m2", 2), Messages.instant(START + MINUTE));
      feed(topics, 200);
      CommandOutput live =
          CommandOutput.of(
              topics.options(
                  "run",
                  "--reviews.bounded",
                  "--reviews.start=earliest",
                  "--output.evidence=UNCERTAIN"));
      assertThat(live.code()).as(live.toString()).isZero();
      topics.awaitMarkers();
      assertThat(topics.committed("pinned-sentiment"))
          .as("evidence, which the backfill is not asked for")
          .anyMatch(event -> event.has("evidence"));
      List<ModelStatus> statuses = topics.statuses();
      topics.activate(model("m3", 3), null); // never decided: of no concern to a backfill

      String[] options = {"--from=" + at(0), "--to=" + at(60)};
      CommandOutput recorded = CommandOutput.of(topics.options("backfill", options));
      assertThat(recorded.code()).as(recorded.toString()).isZero();
      CommandOutput compare = CommandOutput.of(topics.options("compare"));
      assertThat(compare.code()).as(compare.toString()).isZero();
      assertThat(compare.out()).contains("equal");
      CommandOutput some =
          CommandOutput.of(
              topics.options("compare", "--from-offsets=0=10,2=5", "--to-offsets=0=40,1=7"));
      assertThat(some.code()).as(some.toString()).isZero();
      assertThat(some.figures("in pinned-sentiment"))
          .as("30, 7 and 45 of 50, on both sides")
          .containsExactly(82L, 82L);

      CommandOutput pinned =
          CommandOutput.of(
              topics.options(
                  "backfill",
                  "--from=" + at(0),
                  "--to=" + at(60),
                  "--model-version=m1",
                  "--suffix=-m1"));
      assertThat(pinned.code()).as(pinned.toString()).isZero();
      assertThat(topics.committed("pinned-sentiment-m1"))
          .hasSize(200)
          .allSatisfy(
              event -> {
                assertThat(event.get("modelVersion").asText()).isEqualTo("m1");
                assertThat((float) event.get("score").asDouble())
                    .isEqualTo(first.score("a very good film"));
              });
      assertThat(topics.statuses()).isEqualTo(statuses);
      assertThat(topics.committed("pinned-sentiment")).hasSize(200);

      CommandOutput unknown =
          CommandOutput.of(
              topics.options(
                  "backfill", "--from=" + at(0), "--to=" + at(60), "--model-version=m3"));
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err()).contains("has no accepted model m3").hasLineCount(1);

      topics.deleteReviewsBefore(0, 15);
      CommandOutput kept = CommandOutput.of(topics.options("compare", "--from-offsets=0=10"));
      assertThat(kept.code()).as(kept.toString()).isZero();
      assertThat(kept.out())
          .contains(
              "not compared partition 0 of pinned-reviews begins at offset 15: older records");
      assertThat(kept.figures("in pinned-sentiment")).containsExactly(35L, 35L);
      CommandOutput part = CommandOutput.of(topics.options("compare", "--to-offsets=0=10,1=7"));
      assertThat(part.code()).as(part.toString()).isZero();
      assertThat(part.out()).contains("not compared partition 0 of pinned-reviews begins at");
      assertThat(part.figures("in pinned-sentiment")).containsExactly(7L, 7L);
      CommandOutput none = CommandOutput.of(topics.options("compare", "--from-offsets=9=0"));
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.err()).contains("has no partition 9").hasLineCount(1);
    }
  }

  @Test
  void whatRetentionHasDeletedIsSaidAndTheExitCodeIsThree() throws Exception {
    try (var topics = new JobTopics(broker, "retained", directory)) {
      feed(topics, 1_200);
      topics.deleteReviewsBefore(0, 150);
      String model = "--model=" + model("m1", 1).file();

      CommandOutput gap =
          CommandOutput.of(topics.options("backfill", "--from=" + at(5), "--to=" + at(20), model));
      assertThat(gap.code()).as(gap.toString()).isEqualTo(3);
      assertThat(gap.out())
          .contains("not all read partition 0 of retained-reviews begins at offset 150");
      assertThat(gap.figure("events")).isEqualTo(900 - 75);

      CommandOutput whole =
          CommandOutput.of(
              topics.options(
                  "backfill", "--from=" + at(16), "--to=" + at(20), "--suffix=-whole", model));
      assertThat(whole.code()).as(whole.toString()).isZero();
      assertThat(whole.figure("events")).isEqualTo(240);

      CommandOutput offsets =
          CommandOutput.of(
              topics.options("backfill", "--from-offsets=0=100", "--suffix=-offsets", model));
      assertThat(offsets.code()).isEqualTo(3);
      assertThat(offsets.figure("events")).isEqualTo(150);
    }
  }

  @Test
  void aDryRunSaysWhatWouldBeReadAndWritesNothing() throws Exception {
    int reviews = 30_000;
    try (var topics = new JobTopics(broker, "dry", directory)) {
      for (int i = 0; i < reviews; i++) {
        topics.review(1, START, "r" + i, "p", START + i * 1_000L, "a very good film");
      }
      topics.flush();
      String[] options = {
        "--from=" + at(0),
        "--to=" + at(250),
        "--timestamp.max-ahead=1d",
        "--model=" + model("m1", 1).file(),
        "--max-rate=100000",
        "--dry-run",
        "--count"
      };
      CommandOutput counted = CommandOutput.of(topics.options("backfill", options));
      assertThat(counted.code()).as(counted.toString()).isZero();
      assertThat(counted.figure("reviews")).isEqualTo(reviews / 2);
      assertThat(counted.figure("out of range")).isEqualTo(reviews / 2);
      assertThat(counted.figure("seconds")).isPositive();

      options[4] = "--max-rate=10";
      CommandOutput dry =
          CommandOutput.of(topics.options("backfill", Arrays.copyOf(options, options.length - 1)));
      assertThat(dry.code()).as(dry.toString()).isZero();
      assertThat(dry.out())
          .contains("nothing is written", "1=0..30000", "models       m1", "10,000 records here");
      assertThat(dry.figure("reviews")).isCloseTo((long) reviews / 2, withPercentage(5));
      assertThat(dry.figure("out of range")).isCloseTo((long) reviews / 2, withPercentage(5));
      assertThat(dry.figure("seconds")).as("at --max-rate").isEqualTo(reviews / 10);

      assertThat(directory.toFile().list()).containsExactly("m1.zip");
      assertThat(new Topics(topics.config(Map.of())).isMissing("dry-sentiment-backfill")).isTrue();
    }
  }

  @Test
  void noMoreThanTheRateAskedForIsRead() throws Exception {
    try (var topics = new JobTopics(broker, "slow", directory)) {
      feed(topics, 300);

      CommandOutput slow =
          CommandOutput.of(
              topics.options(
                  "backfill",
                  "--from=" + at(0),
                  "--to=" + at(5),
                  "--max-rate=100",
                  "--model=" + model("m1", 1).file()));

      assertThat(slow.code()).as(slow.toString()).isZero();
      assertThat(slow.figure("events")).isEqualTo(300);
      assertThat(slow.figure("seconds")).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void whatCanNotBeReadIsOneLineAndExitCodeTwo() throws Exception {
    try (var topics = new JobTopics(broker, "backfill-refused", directory)) {
      feed(topics, 4);
      String model = "--model=" + model("m1", 1).file();

      refused(topics, "no model was ever accepted", "--from=" + at(0), "--to=" + at(1));
      refused(topics, "has no partition 9", "--from-offsets=9=0", model);
      refused(topics, "from 0 to 5: it ends at 1", "--to-offsets=0=5", model);
      refused(topics, "can't be used", "--to-offsets=0=1", "--model=" + directory);
    }
    CommandOutput missing =
        CommandOutput.of(
            "backfill",
            "--bootstrap.servers=" + broker.bootstrapServers(),
            "--reviews.topic=nowhere",
            "--checkpoint.directory=" + directory,
            "--from=" + at(0),
            "--to=" + at(1));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("missing topic: nowhere").hasLineCount(1);
  }

  private static void refused(JobTopics topics, String reason, String... options) {
    CommandOutput output = CommandOutput.of(topics.options("backfill", options));
    assertThat(output.code()).as(output.toString()).isEqualTo(2);
    assertThat(output.err()).contains(reason).hasLineCount(1);
  }
}
