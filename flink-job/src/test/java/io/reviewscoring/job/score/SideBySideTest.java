package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.function.SerializableFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SideBySideTest {
  private static final int MANY = 10_000;

  @TempDir Path directory;

  private ScoreHarness harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void manyReviewsOfTwoModelsComeOutInTheirOrderWithTheScoresOfOneAtATime() throws Exception {
    open(ScoringModel::newBatchScorer);
    TinyBundles.Written first = decide("first", 1, 0);
    TinyBundles.Written second = decide("second", 2, 500);
    harness.tick(10_000);
    Random random = new Random(3);
    List<String> ids = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String text = text(random);
      long timestamp = random.nextInt(1_000);
      harness.review("r" + i, timestamp, text);
      ids.add("r" + i);
      scores.add((timestamp < 500 ? first : second).score(text));
    }

    List<SentimentEvent> events = harness.events();
    assertThat(events).extracting(SentimentEvent::reviewId).isEqualTo(ids);
    assertThat(events).extracting(SentimentEvent::score).isEqualTo(scores);
  }

  @Test
  void repeatsAmongManyThatAreUnderWayAreDropped() throws Exception {
    openWithAModelInForce();
    int ids = 300;
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i % ids, i % ids, "a dull plot");
      if (i % 1_000 == 0) {
        harness.watermarks(i);
      }
    }

    assertThat(harness.events())
        .hasSize(ids)
        .extracting(SentimentEvent::reviewId)
        .doesNotHaveDuplicates();
  }

  @Test
  void moreHeldReviewsThanFitInComeOutEachOnce() throws Exception {
    open(ScoringModel::newBatchScorer);
    TinyBundles.Written first = decide("first", 1, 0);
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i % (MANY / 2), i, "a good plot");
    }
    assertThat(harness.events()).isEmpty();
    harness.ticks(10_000);

    List<SentimentEvent> events = harness.events();
    assertThat(events).hasSize(MANY);
    assertThat(events).extracting(SentimentEvent::timestamp).doesNotHaveDuplicates();
    assertThat(events).extracting(SentimentEvent::score).containsOnly(first.score("a good plot"));
    assertThat(events)
        .filteredOn(event -> event.timestamp() >= MANY / 2)
        .extracting(SentimentEvent::previousScore)
        .containsOnly(first.score("a good plot"));
    harness.tick(10_000);
    assertThat(harness.events()).hasSize(MANY);
  }

  @Test
  @Timeout(180)
  void aLoneReviewComesOutThoughNoneFollows() throws Exception {
    openWithAModelInForce();
    harness.review("alone", 1, "a good film");

    harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    assertThat(harness.extractOutputValues())
        .extracting(SentimentEvent::reviewId)
        .containsExactly("alone");
  }

  @Test
  void aWatermarkComesOutInItsPlaceAmongTheEvents() throws Exception {
    openWithAModelInForce();
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, i, "a dull plot");
      expected.add("r" + i);
      if (i % 70 == 69) {
        harness.watermarks(i - 10);
        expected.add(new Watermark(i - 10));
        harness.watermarks(i - 5);
        expected.add(new Watermark(i - 5));
      }
    }
    assertThat(harness.getOutput()).hasSizeLessThan(expected.size());
    harness.prepareSnapshotPreBarrier(1);

    assertThat(harness.outputByNow()).isEqualTo(expected);
    harness.watermarks(MANY);
    assertThat(harness.getOutput()).last().isEqualTo(new Watermark(MANY));
  }

  @Test
  void aWatermarkPassesWhileHeldReviewsAreReleased() throws Exception {
    open(ScoringModel::newBatchScorer);
    decide("first", 1, 0);
    harness.tick(100);
    harness.review("r", 10, "a dull plot");
    harness.watermarks(10 + ScoreHarness.HORIZON);
    for (int i = 0; i < MANY; i++) {
      harness.review("held" + i, 200, "a good plot");
    }
    harness.ticks(10_000);

    assertThat(harness.events()).hasSize(MANY + 1);
    assertThat(harness.outputByNow())
        .startsWith("r", new Watermark(10 + ScoreHarness.HORIZON))
        .hasSize(MANY + 2);
  }

  @Test
  void aWatermarkWaitsForHeldReviewsThatOneTickCouldNotRelease() throws Exception {
    open(
        model ->
            (texts, scores, knownTokens) ->
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40)));
    decide("first", 1, 0);
    for (int i = 0; i < MANY; i++) {
      harness.review("held" + i, i, "a good plot");
    }
    harness.tick(2L * MANY);
    harness.watermarks(2L * MANY);
    harness.prepareSnapshotPreBarrier(0);
    assertThat(harness.outputByNow())
        .hasSizeLessThan(MANY)
        .doesNotContain(new Watermark(2L * MANY));

    harness.ticks(2L * MANY);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(harness.outputByNow()).hasSize(MANY + 1).endsWith(new Watermark(2L * MANY));
  }

  @Test
  @Timeout(180)
  void aWatermarkGoesOnWithTheLastScoreBeforeItThoughNothingFollows() throws Exception {
    openWithAModelInForce();
    harness.review("alone", 1, "a good film");
    harness.watermarks(5);
    assertThat(harness.getOutput()).isEmpty();

    harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    assertThat(harness.outputByNow()).containsExactly("alone", new Watermark(5));
  }

  @Test
  void theEndOfInputWaitsForTheLastWatermark() throws Exception {
    openWithAModelInForce();
    harness.review("r", 1, "a good film");
    harness.watermarks(Long.MAX_VALUE);
    harness.endInput1();
    harness.endInput2();

    assertThat(harness.outputByNow()).containsExactly("r", Watermark.MAX_WATERMARK);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void idlenessComesOutBehindAllThatCameBefore() throws Exception {
    openWithAModelInForce();
    harness.review("r", 1, "a dull plot");
    harness.watermarks(5);
    harness.processWatermark1(new Watermark(7));
    harness.review("s", 8, "a good plot");
    harness.processWatermarkStatus2(WatermarkStatus.IDLE); // the first input's watermark is left
    harness.review("t", 9, "a good plot");
    harness.processWatermarkStatus1(WatermarkStatus.IDLE);

    assertThat(harness.outputByNow())
        .containsExactly("r", new Watermark(5), "s", new Watermark(7), "t", WatermarkStatus.IDLE);
  }

  @Test
  void aWatermarkOnItsWayForgetsVersionsBeforeALaterRepeatComes() throws Exception {
    openWithAModelInForce();
    harness.review("r", 10, "good film");
    assertThat(harness.events()).hasSize(1);
    harness.review("under way", 20, "bad film");
    harness.review("r", 10, "good film");
    harness.watermarks(10 + ScoreHarness.HORIZON);
    harness.review("r", 10, "good film");
    harness.review("r", 10, "good film");

    assertThat(harness.events())
        .extracting(SentimentEvent::reviewId)
        .containsExactly("r", "under way", "r");
  }

  @Test
  void aScorerThatFailsFailsTheOperatorWithItsReason() throws Exception {
    open(
        model ->
            (texts, scores, knownTokens) -> {
              throw new IllegalArgumentException("no such weights");
            });
    decide("first", 1, 0);
    harness.tick(10_000);
    harness.review("r", 1, "good");

    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .hasMessage("a review could not be scored")
        .rootCause()
        .hasMessage("no such weights");
  }

  @Test
  void noThreadIsLeftAfterClosing() throws Exception {
    openWithAModelInForce();
    harness.review("r", 1, "good");
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
    return random
        .ints(random.nextInt(2 * TinyBundles.LENGTH), 0, TinyBundles.WORDS.size())
        .mapToObj(TinyBundles.WORDS::get)
        .collect(Collectors.joining(" "));
  }

  private void openWithAModelInForce() throws Exception {
    open(ScoringModel::newBatchScorer);
    decide("first", 1, 0);
    harness.tick(10_000);
  }

  private void open(SerializableFunction<ScoringModel, TextBatchScorer> scorers) throws Exception {
    harness = ScoreHarness.open(directory.resolve("archive"), scorers);
  }

  private TinyBundles.Written decide(String version, long seed, long effectiveFrom)
      throws Exception {
    TinyBundles.Written bundle = harness.archived(version, seed);
    harness.decide(bundle, effectiveFrom);
    return bundle;
  }
}
