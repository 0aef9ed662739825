package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RefusedActivations;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between real topics. */
@SuppressWarnings("NullAway.Init")
class StreamIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void everyReviewGivesOneEventAndTheFinalAggregatesAddUpToThem() throws Exception {
    try (var topics = new JobTopics(broker, "sums", directory)) {
      TinyBundles.Written model = TinyBundles.write(directory, "v1", 1);
      topics.activate(model, null);
      long start = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
      for (int i = 0; i < 3_000; i++) {
        topics.review("r" + i, "p" + i % 5, start + i * 977L % 600_000, text(i, "r" + i));
      }
      for (int i = 0; i < 100; i++) {
        topics.review("r" + i, "p" + i % 5, start + i * 977L % 600_000, text(i, "r" + i));
      }
      topics.flush();
      run(
          topics,
          Map.of(
              "parallelism", "2",
              "output.evidence", "POSITIVE",
              "output.evidence-words", "1"));

      List<JsonNode> events = topics.committed("sums-sentiment");
      assertThat(events).as("repeats are dropped").hasSize(3_000);
      assertThat(events)
          .allSatisfy(
              event -> {
                String text =
                    text(Integer.parseInt(event.get("reviewId").asText().substring(1)), "unheard");
                assertThat((float) event.get("score").asDouble()).isEqualTo(model.score(text));
                assertThat(event.get("tokens").asInt()).isEqualTo(text.split(" ").length);
                assertThat(event.get("knownTokens").asInt())
                    .isEqualTo(event.get("tokens").asInt() - 1);
                assertThat(event.has("text")).isFalse();
                assertThat(event.has("evidence"))
                    .as("only with the label that it was asked for")
                    .isEqualTo(event.get("label").asText().equals("POSITIVE"));
                for (JsonNode each : event.path("evidence")) {
                  String without = text.replace(each.get("word").asText(), "unheard");
                  assertThat((float) each.get("effect").asDouble())
                      .isEqualTo(model.score(text) - model.score(without));
                }
              });
      assertThat(events).filteredOn(event -> event.path("evidence").size() == 1).hasSize(300);
      List<JsonNode> finals =
          topics.committed("sums-aggregates").stream()
              .filter(aggregate -> aggregate.get("final").asBoolean())
              .toList();
      assertThat(finals).hasSize(50);
      assertThat(finals.stream().mapToLong(each -> each.get("count").asLong()).sum())
          .isEqualTo(3_000);
    }
  }

  /** One in ten is positive to the model, the others are uncertain. */
  private static String text(int review, String unknown) {
    return (review % 10 == 0 ? "bad film " : "a very good film ") + unknown;
  }

  @Test
  void aBoundedRunThatIsBrokenOffGoesOnFromItsCheckpointAndEnds() throws Exception {
    int reviews = 60_000;
    try (var topics = new JobTopics(broker, "resumed", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      long start = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
      for (int i = 0; i < reviews; i++) {
        topics.review("r" + i, "p" + i % 5, start + i, "a very good film");
      }
      topics.flush();
      JobConfig bounded =
          topics.config(Map.of("reviews.bounded", "true", "checkpoint.interval", "100ms"));
      JobClient broken = JobEnvironment.startLocally(bounded, null);
      var checkpoints = new Checkpoints(JobEnvironment.checkpoints(bounded));
      while (checkpoints.latest().isEmpty()) {
        Thread.sleep(20);
      }
      JobTopics.kill(broken);

      String checkpoint = checkpoints.latest().orElseThrow();
      JobEnvironment.startLocally(bounded, checkpoint).getJobExecutionResult().get();
      topics.awaitMarkers();
      assertThat(topics.committed("resumed-sentiment"))
          .hasSize(reviews)
          .extracting(event -> event.get("reviewId").asText())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsNoReviewBecomesADeadLetterAndTheStreamGoesOn() throws Exception {
    List<Map.Entry<byte[], String>> bad = new ArrayList<>();
    bad.add(Map.entry(utf8("no json"), "not-json"));
    bad.add(Map.entry(utf8("[]"), "wrong-shape"));
    bad.add(Map.entry(utf8(review("\"\"", "\"p\"", "\"t\"", "1")), "missing-id"));
    bad.add(Map.entry(utf8(review("\"r\"", "null", "\"t\"", "1")), "missing-id"));
    bad.add(Map.entry(utf8(review("\"r\"", "\"p\"", "null", "1")), "missing-text"));
    bad.add(
        Map.entry(
            utf8(review("\"r\"", "\"p\"", "\"" + "x".repeat(100_001) + "\"", "1")),
            "text-too-long"));
    bad.add(
        Map.entry(
            utf8(review("\"r\"", "\"p\"", "\"t\"", "\"0001-01-01T00:00:00Z\"")), "bad-timestamp"));
    bad.add(
        Map.entry(
            utf8(review("\"r\"", "\"p\"", "\"t\"", "\"9999-12-31T00:00:00Z\"")),
            "timestamp-ahead"));
    long tomorrow = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    bad.add(
        Map.entry(
            utf8(review("\"r\"", "\"p\"", "\"t\"", Long.toString(tomorrow))), "timestamp-ahead"));
    byte[] latin1 = review("\"r\"", "\"p\"", "\"\u00ff\"", "1").getBytes(ISO_8859_1);
    bad.add(Map.entry(latin1, "invalid-utf8"));
    byte[] largest = utf8(review("\"r\"", "\"p\"", "\"" + "y".repeat(1_048_400) + "\"", "1"));
    bad.add(Map.entry(largest, "text-too-long"));

    try (var topics = new JobTopics(broker, "bad", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      bad.forEach(each -> topics.rawReview(each.getKey()));
      topics.rawReview(null);
      topics.review("empty", "p", 1_000, "");
      topics.flush();
      run(topics, Map.of());

      assertThat(topics.committed("bad-sentiment"))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.get("reviewId").asText()).isEqualTo("empty");
                assertThat(event.get("knownTokens").asInt()).isZero();
                assertThat(event.get("label").asText()).isEqualTo("UNCERTAIN");
              });
      List<JsonNode> letters = topics.committed("bad-dead-letters");
      assertThat(letters).hasSize(bad.size());
      for (Map.Entry<byte[], String> entry : bad) {
        byte[] original = entry.getKey();
        assertThat(letters)
            .filteredOn(
                letter ->
                    letter.get("payloadBytes").asInt() == original.length
                        && isOf(payload(letter), original))
            .singleElement()
            .satisfies(
                letter -> assertThat(letter.get("reason").asText()).isEqualTo(entry.getValue()));
      }
    }
  }

  @Test
  void aRefusedModelIsToldWithItsReasonAndTheOldOneScoresOn() throws Exception {
    try (var topics = new JobTopics(broker, "model-refused", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job =
          JobEnvironment.startLocally(
              topics.config(Map.of("swap.lead", "300ms", "out-of-orderness", "0ms")), null);
      topics.awaitStatuses(ModelStatus.State.ACTIVE, 1);

      Map<ModelCommand, String> commands =
          new RefusedActivations(directory, TinyBundles.write(directory, "v2", 2)).all();
      commands.keySet().forEach(topics::command);
      List<ModelStatus> refused = topics.awaitStatuses(ModelStatus.State.REJECTED, commands.size());
      assertThat(refused).hasSize(commands.size());
      Iterator<String> reasons = commands.values().iterator();
      assertThat(refused.stream().sorted(Comparator.comparing(ModelStatus::controlOffset)))
          .allSatisfy(status -> assertThat(status.reason()).contains(reasons.next()));

      topics.review("r", "p", System.currentTimeMillis(), "good");
      topics.flush();
      List<JsonNode> events = topics.await("model-refused-sentiment", all -> !all.isEmpty());
      JobTopics.kill(job);
      assertThat(events)
          .singleElement()
          .satisfies(event -> assertThat(event.get("modelVersion").asText()).isEqualTo("v1"));
    }
  }

  @Test
  void lateReviewsAreScoredAndAccountedForByName() throws Exception {
    try (var topics = new JobTopics(broker, "late", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      JobClient job =
          JobEnvironment.startLocally(
              topics.config(
                  Map.of(
                      "window.size", "1s",
                      "window.allowed-lateness", "5min",
                      "out-of-orderness", "0ms",
                      "idle.timeout", "500ms")),
              null);
      long now = System.currentTimeMillis();
      topics.review("on time", "p", now, "good");
      topics.flush();
      topics.await("late-sentiment", all -> all.size() == 1);
      // With all partitions idle, event time follows the gate's clock.
      Thread.sleep(1_500);
      topics.review("within the lateness", "p", now + 1, "bad");
      topics.review("late", "p", now - 600_000, "dull");
      topics.flush();
      List<JsonNode> letters = topics.await("late-dead-letters", all -> !all.isEmpty());
      List<JsonNode> events = topics.await("late-sentiment", all -> all.size() == 3);
      JobTopics.kill(job);
      assertThat(events).hasSize(3);
      assertThat(letters)
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.get("reason").asText()).isEqualTo("late");
                assertThat(letter.get("stage").asText()).isEqualTo("window");
                assertThat(letter.get("topic").asText()).isEqualTo("late-reviews");
                assertThat(letter.has("payload")).isFalse();
              });
    }
  }

  private static void run(JobTopics topics, Map<String, String> changes) throws Exception {
    Map<String, String> bounded = new LinkedHashMap<>(changes);
    bounded.put("reviews.bounded", "true");
    JobEnvironment.startLocally(topics.config(bounded), null).getJobExecutionResult().get();
    topics.awaitMarkers();
  }

  private static byte[] payload(JsonNode letter) {
    try {
      return letter.get("payload").binaryValue();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** The largest record has no room for headers: it is cut. */
  private static boolean isOf(byte[] payload, byte[] original) {
    int kept = original.length > 1_000_000 ? payload.length : original.length;
    return kept >= Math.min(original.length, 1_000_000)
        && Arrays.equals(payload, Arrays.copyOf(original, kept));
  }

  private static String review(String id, String product, String text, String timestamp) {
    return "{\"reviewId\":%s,\"productId\":%s,\"text\":%s,\"timestamp\":%s}"
        .formatted(id, product, text, timestamp);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
