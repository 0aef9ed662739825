package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shadow of all reviews that isn't done with them when their events could go out. */
@SuppressWarnings("NullAway.Init")
@Timeout(180)
class EventsFirstTest {
  private static final int MANY = 20_000;

  /** Less than may be under way in any case. */
  private static final int FEW = 150;

  /** As many as may be under way, and a batch for each thread. */
  private static final int BOUND = 4_096 + 4 * ScoreOperator.BATCH;

  // Static, since scorers are made by what an operator holds, which is serializable.
  private static CountDownLatch mayScore = new CountDownLatch(0);
  private static boolean fails;
  private static AtomicInteger fed = new AtomicInteger();
  private static AtomicInteger scoredBeside = new AtomicInteger();
  private static AtomicInteger furthestBehind = new AtomicInteger();

  @TempDir Path directory;

  private ScoreHarness harness;

  @BeforeEach
  void open() throws Exception {
    mayScore = new CountDownLatch(1);
    fails = false;
    fed = new AtomicInteger();
    scoredBeside = new AtomicInteger();
    furthestBehind = new AtomicInteger();
    harness = ScoreHarness.shadowed(directory.resolve("archive"), EventsFirstTest::scorer, 1);
  }

  @AfterEach
  void close() throws Exception {
    mayScore.countDown();
    harness.close();
  }

  private static TextBatchScorer scorer(ScoringModel model) {
    TextBatchScorer scorer = model.newBatchScorer();
    if (!model.manifest().modelVersion().equals("shadow")) {
      return scorer;
    }
    return (texts, scores, knownTokens) -> {
      awaitLeave();
      if (fails) {
        throw new IllegalArgumentException("no such weights");
      }
      furthestBehind.accumulateAndGet(fed.get() - scoredBeside.get(), Math::max);
      scorer.score(texts, scores, knownTokens);
      scoredBeside.addAndGet(texts.size());
    };
  }

  private static void awaitLeave() {
    try {
      mayScore.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anEventGoesOutThoughItsShadowHasNotScoredYet() throws Exception {
    harness.review("r", 10, "a good film");
    runMailsUntil(() -> harness.extractOutputValues().size() == 1);
    assertThat(harness.besideByNow()).isEmpty();

    mayScore.countDown();
    runMailsUntil(() -> harness.besideByNow().size() == 1);
    assertThat(harness.besideByNow().get(0).event())
        .isEqualTo(harness.extractOutputValues().get(0));
  }

  @Test
  void aWatermarkWaitsForWhatIsScoredBesideOfTheReviewsBeforeIt() throws Exception {
    harness.review("r", 10, "a good film");
    harness.watermarks(5);
    harness.review("s", 20, "a dull plot");
    runMailsUntil(() -> harness.extractOutputValues().size() == 2);
    assertThat(harness.outputByNow()).containsExactly("r", "s");

    mayScore.countDown();
    runMailsUntil(() -> harness.outputByNow().contains(new Watermark(5)));
    assertThat(harness.besideByNow())
        .first()
        .extracting(each -> each.event().reviewId())
        .isEqualTo("r");
    harness.prepareSnapshotPreBarrier(1);
    assertThat(harness.outputByNow()).containsExactly("r", "s", new Watermark(5));
  }

  @Test
  void aWatermarkThatWaitsForAShadowForgetsVersionsBeforeTheNextReviewAllTheSame()
      throws Exception {
    long horizonPassed = 10 + ScoreHarness.HORIZON;
    harness.review("r", 10, "a good film");
    harness.watermarks(horizonPassed);
    harness.review("r", 10, "a good film");
    runMailsUntil(() -> harness.extractOutputValues().size() == 2);
    assertThat(harness.outputByNow()).containsExactly("r", "r");

    mayScore.countDown();
    harness.prepareSnapshotPreBarrier(1);
    assertThat(harness.outputByNow()).containsExactly("r", "r", new Watermark(horizonPassed));
    assertThat(harness.beside()).hasSize(2);
  }

  @Test
  void beforeABarrierComesOutWhatIsScoredBeside() throws Exception {
    feed(FEW);
    harness.watermarks(5);
    mayScore.countDown();
    harness.prepareSnapshotPreBarrier(1);

    assertThat(harness.besideByNow())
        .extracting(each -> each.event().reviewId())
        .isEqualTo(ids(FEW))
        .isEqualTo(harness.extractOutputValues().stream().map(SentimentEvent::reviewId).toList());
    assertThat(harness.outputByNow()).endsWith(new Watermark(5));
  }

  @Test
  void idlenessAndTheEndComeOutBehindWhatIsScoredBeside() throws Exception {
    harness.review("r", 10, "a good film");
    harness.watermarks(5);
    mayScore.countDown();
    harness.processWatermarkStatus1(WatermarkStatus.IDLE);
    assertThat(harness.besideByNow()).hasSize(1);
    harness.processWatermarkStatus1(WatermarkStatus.ACTIVE);
    harness.review("s", 20, "a good film");
    harness.watermarks(Long.MAX_VALUE);
    harness.endInput1();
    harness.endInput2();

    assertThat(harness.besideByNow()).hasSize(2);
    assertThat(harness.outputByNow())
        .containsSubsequence("r", new Watermark(5), "s", Watermark.MAX_WATERMARK);
  }

  @Test
  void whatWaitsForAShadowIsBoundedAndNothingIsDropped() throws Exception {
    mayScore.countDown();
    feed(MANY);
    harness.prepareSnapshotPreBarrier(1);

    assertThat(furthestBehind).hasValueLessThanOrEqualTo(BOUND);
    assertThat(harness.besideByNow())
        .extracting(each -> each.event().reviewId())
        .isEqualTo(ids(MANY));
  }

  @Test
  void aRepeatIsNotScoredByAShadow() throws Exception {
    harness.review("r", 10, "a good film");
    harness.review("r", 10, "a good film");
    mayScore.countDown();

    assertThat(harness.beside()).hasSize(1);
    assertThat(scoredBeside).hasValue(1);
  }

  @Test
  void aShadowsScorerThatFailsFailsTheOperatorWithItsReason() throws Exception {
    fails = true;
    mayScore.countDown();
    harness.review("r", 10, "a good film");

    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .hasMessage("a review could not be scored")
        .rootCause()
        .hasMessage("no such weights");
  }

  private void feed(int reviews) throws Exception {
    for (int i = 0; i < reviews; i++) {
      fed.incrementAndGet();
      harness.review("r" + i, 10 + i, "a dull plot");
    }
  }

  private static List<String> ids(int reviews) {
    return IntStream.range(0, reviews).mapToObj(i -> "r" + i).toList();
  }

  private void runMailsUntil(BooleanSupplier isReached) throws Exception {
    while (!isReached.getAsBoolean()) {
      harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }
  }
}
