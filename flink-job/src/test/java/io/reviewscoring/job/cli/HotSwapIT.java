package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Swaps, also between rule sets and to a model of Keras and back, while a stream runs, is killed,
 * rescaled and replayed.
 */
@SuppressWarnings("NullAway.Init")
class HotSwapIT {
  private static final int REVIEWS = 20_000;
  private static final int REVIEWS_A_SECOND = 1_000;
  private static final int LAST = 100;
  private static final int ALL = REVIEWS + LAST;
  private static final int OUT_OF_ORDER_MILLIS = 2_000;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @ParameterizedTest(name = "parallelism {0}, after the kill {1}")
  @CsvSource({"1, 4", "4, 1"})
  void everyEventCarriesWhatTheDecidedTimelineGivesAndAReplayGivesTheSame(
      int parallelism, int afterKill) throws Exception {
    try (var topics = new JobTopics(broker, "swap" + parallelism, directory)) {
      TinyBundles.Written model = TinyBundles.write(directory, "v1", 1);
      Path log = directory.resolve("run.log");
      JobProcess first = JobProcess.start(topics, model, log, changes(parallelism));
      topics.awaitStatuses(ModelStatus.State.ACTIVE, parallelism);
      Thread feeder = new Thread(() -> feed(topics, parallelism), "feeder");
      feeder.start();

      Thread.sleep(2_000);
      topics.activate(TinyBundles.write(directory, "ahead", 2), in(12_000));
      Thread.sleep(1_000);
      topics.activate(TinyBundles.writeImported(directory, "late"), in(-60_000));
      topics.awaitStatuses(ModelStatus.State.ACCEPTED, 3);
      first.kill();
      topics.activate(TinyBundles.writeOfReviewText(directory, "while down", 3), null);
      JobConfig rescaled = topics.config(changes(afterKill));
      JobClient job = JobEnvironment.startLocally(rescaled, latestCheckpoint(rescaled));
      feeder.join();
      List<ModelStatus> accepted = topics.awaitStatuses(ModelStatus.State.ACCEPTED, 4);
      feedOfEach(topics, accepted);
      List<JsonNode> events =
          topics.await("swap" + parallelism + "-sentiment", all -> all.size() >= ALL);
      JobTopics.kill(job);

      Timeline timeline = new Timeline();
      assertThat(accepted)
          .extracting(ModelStatus::version)
          .containsExactly("v1", "ahead", "late", "while down");
      accepted.forEach(status -> timeline.add(decision(status)));
      Map<String, String> live = byReview(events);
      assertThat(events).as("none twice").hasSize(live.size());
      assertThat(live).as("none lost").hasSize(ALL);
      assertThat(versions(events)).contains("v1", "ahead", "late", "while down");
      for (JsonNode event : events) {
        assertThat(event.get("modelVersion").asText())
            .isEqualTo(Objects.requireNonNull(timeline.inForce(timestamp(event))).version());
      }

      JobConfig replay =
          topics.config(
              Map.of(
                  "parallelism",
                  "2",
                  "reviews.start",
                  "earliest",
                  "reviews.bounded",
                  "true",
                  "sentiment.topic",
                  "replay" + parallelism + "-sentiment",
                  "aggregates.topic",
                  "replay" + parallelism + "-aggregates",
                  "dead-letters.topic",
                  "replay" + parallelism + "-dead-letters"));
      JobTopics.create(replay);
      JobEnvironment.startLocally(replay, null).getJobExecutionResult().get();
      String replayed = "replay" + parallelism + "-sentiment";
      assertThat(byReview(topics.await(replayed, all -> all.size() >= ALL))).isEqualTo(live);
    }
  }

  private static Map<String, String> changes(int parallelism) {
    return Map.of(
        "parallelism",
        Integer.toString(parallelism),
        "swap.lead",
        "2s",
        "out-of-orderness",
        OUT_OF_ORDER_MILLIS + "ms",
        "reviews.start",
        "earliest");
  }

  private static String latestCheckpoint(JobConfig config) throws Exception {
    return new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElseThrow();
  }

  private static void feed(JobTopics topics, long seed) {
    Random random = new Random(seed);
    long start = System.currentTimeMillis();
    for (int i = 0; i < REVIEWS; i++) {
      long due = start + i * 1_000L / REVIEWS_A_SECOND;
      long wait = due - System.currentTimeMillis();
      if (wait > 0) {
        try {
          Thread.sleep(wait);
        } catch (InterruptedException e) {
          return;
        }
      }
      String text =
          TinyBundles.WORDS.get(random.nextInt(TinyBundles.WORDS.size()))
              + TinyBundles.GAPS.get(random.nextInt(TinyBundles.GAPS.size()))
              + TinyBundles.WORDS.get(random.nextInt(TinyBundles.WORDS.size()))
              + " film";
      long timestamp = System.currentTimeMillis() - random.nextInt(OUT_OF_ORDER_MILLIS);
      topics.review("r" + i, "p" + i % 7, timestamp, text);
    }
    topics.flush();
  }

  /**
   * The last reviews, of the first instants of all but the first model: on a machine that stood
   * still no other review may be of their times.
   */
  private static void feedOfEach(JobTopics topics, List<ModelStatus> accepted)
      throws InterruptedException {
    for (int i = REVIEWS; i < ALL; i++) {
      int model = 1 + i % (accepted.size() - 1);
      long instant = Objects.requireNonNull(accepted.get(model).effectiveFrom());
      Thread.sleep(Math.max(0, instant + 1 - System.currentTimeMillis()));
      topics.review("r" + i, "p" + i % 7, instant, "a good film");
    }
    topics.flush();
  }

  private static String in(long millis) {
    return Instant.now().plusMillis(millis).toString();
  }

  private static Decision decision(ModelStatus status) {
    return new Decision(
        status.version(),
        Objects.requireNonNull(status.sha256()),
        Objects.requireNonNull(status.effectiveFrom()),
        status.controlOffset());
  }

  private static long timestamp(JsonNode event) {
    return Instant.parse(event.get("timestamp").asText()).toEpochMilli();
  }

  private static List<String> versions(List<JsonNode> events) {
    return events.stream().map(event -> event.get("modelVersion").asText()).distinct().toList();
  }

  /** Version and score, digit for digit, by review. */
  private static Map<String, String> byReview(List<JsonNode> events) {
    Map<String, String> byReview = new HashMap<>();
    for (JsonNode event : events) {
      byReview.put(
          event.get("reviewId").asText(),
          event.get("modelVersion").asText()
              + " "
              + event.get("modelSha256").asText()
              + " "
              + event.get("score").asText()
              + " "
              + event.get("knownTokens").asText());
    }
    return byReview;
  }
}
