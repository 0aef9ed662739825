package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.function.SerializableFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SideBySideTest {
  private static final int MANY = 3_000;

  @TempDir Path directory;

  private KeyedTwoInputStreamOperatorTestHarness<String, EncodedReview, GateMessage, SentimentEvent>
      harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void manyReviewsOfTwoModelsComeOutInTheirOrderWithTheScoresOfOneAtATime() throws Exception {
    open(ScoringModel::newBatchScorer);
    TinyBundles.Written first = decide("first", 1, 0);
    TinyBundles.Written second = decide("second", 2, 500);
    tick();
    Random random = new Random(3);
    List<String> ids = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String text = text(random);
      long timestamp = random.nextInt(1_000);
      review("r" + i, timestamp, text);
      ids.add("r" + i);
      scores.add((timestamp < 500 ? first : second).score(text));
    }

    List<SentimentEvent> events = eventsBeforeBarrier();
    assertThat(events).extracting(SentimentEvent::reviewId).isEqualTo(ids);
    assertThat(events).extracting(SentimentEvent::score).isEqualTo(scores);
  }

  @Test
  void moreHeldReviewsThanFitInComeOutOnOneTickEachOnce() throws Exception {
    open(ScoringModel::newBatchScorer);
    TinyBundles.Written first = decide("first", 1, 0);
    for (int i = 0; i < MANY; i++) {
      review("r" + i % (MANY / 2), i, "a good plot");
    }
    assertThat(eventsBeforeBarrier()).isEmpty();
    tick();

    List<SentimentEvent> events = eventsBeforeBarrier();
    assertThat(events).hasSize(MANY);
    assertThat(events).extracting(SentimentEvent::timestamp).doesNotHaveDuplicates();
    assertThat(events).extracting(SentimentEvent::score).containsOnly(first.score("a good plot"));
    assertThat(events)
        .filteredOn(event -> event.timestamp() >= MANY / 2)
        .extracting(SentimentEvent::previousScore)
        .containsOnly(first.score("a good plot"));
    tick();
    assertThat(eventsBeforeBarrier()).hasSize(MANY);
  }

  @Test
  @Timeout(60)
  void aLoneReviewComesOutThoughNoneFollows() throws Exception {
    open(ScoringModel::newBatchScorer);
    decide("first", 1, 0);
    tick();
    review("alone", 1, "a good film");

    harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    assertThat(harness.extractOutputValues())
        .extracting(SentimentEvent::reviewId)
        .containsExactly("alone");
  }

  @Test
  void allEventsComeOutBeforeAWatermarkGoesOn() throws Exception {
    open(ScoringModel::newBatchScorer);
    decide("first", 1, 0);
    tick();
    for (int i = 0; i < 100; i++) {
      review("r" + i, i, "a dull plot");
    }
    harness.processWatermark1(new Watermark(50));
    harness.processWatermark2(new Watermark(50));

    List<Object> output = List.copyOf(harness.getOutput());
    assertThat(output).hasSize(101);
    assertThat(output.get(100)).isEqualTo(new Watermark(50));
  }

  @Test
  void aScorerThatFailsFailsTheOperatorWithItsReason() throws Exception {
    open(
        model ->
            (texts, scores, knownTokens) -> {
              throw new IllegalArgumentException("no such weights");
            });
    decide("first", 1, 0);
    tick();
    review("r", 1, "good");

    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .hasMessage("a review could not be scored")
        .rootCause()
        .hasMessage("no such weights");
  }

  @Test
  void noThreadIsLeftAfterClosing() throws Exception {
    open(ScoringModel::newBatchScorer);
    decide("first", 1, 0);
    tick();
    review("r", 1, "good");
    assertThat(scoringThreads()).isNotEmpty();
    harness.close();
    assertThat(scoringThreads()).isEmpty();
  }

  private static List<String> scoringThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("scoring "))
        .toList();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(2 * TinyBundles.LENGTH);
    for (int i = 0; i < words; i++) {
      text.append(TinyBundles.WORDS.get(random.nextInt(TinyBundles.WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  private void open(SerializableFunction<ScoringModel, TextBatchScorer> scorers) throws Exception {
    ScoreSettings settings =
        new ScoreSettings(
            directory.toString(),
            1 << 20,
            512,
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofHours(1),
            List.of(),
            1);
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ScoreOperator(settings, scorers, ScoreOperator.BATCH),
            EncodedReview::reviewId,
            message -> "" /* the broadcast side has no key */,
            Types.STRING);
    harness.open();
  }

  private TinyBundles.Written decide(String version, long seed, long effectiveFrom)
      throws Exception {
    TinyBundles.Written bundle = TinyBundles.write(directory, version, seed);
    BundleStore.archive(directory.toString(), bundle.sha256(), Files.readAllBytes(bundle.file()));
    harness.processElement2(
        new StreamRecord<>(
            GateMessage.decided(
                new Decision(bundle.version(), bundle.sha256(), effectiveFrom, 0))));
    return bundle;
  }

  private void tick() throws Exception {
    harness.processElement2(new StreamRecord<>(GateMessage.tick(10_000, 10_000)));
  }

  private void review(String id, long timestamp, String text) throws Exception {
    TokenFingerprints tokens = new Tokenizer().fingerprints(text, 512);
    harness.processElement1(
        new StreamRecord<>(
            new EncodedReview(
                id,
                "product",
                timestamp,
                null,
                tokens.values(),
                tokens.tokens(),
                null,
                new SourceCoordinates("reviews", 0, timestamp, timestamp)),
            timestamp));
  }

  private List<SentimentEvent> eventsBeforeBarrier() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.extractOutputValues();
  }
}
