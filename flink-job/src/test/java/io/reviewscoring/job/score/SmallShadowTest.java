package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.timeline.RoleHash;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shadow of a few reviews, where others always wait for their events to be made. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class SmallShadowTest {
  private static final int MANY = 20_000;

  /** As many are under way, more than two threads take, before the next batch is scored. */
  private static final int BACKLOG = 150;

  private static final long PAUSE_NANOS = 20_000;
  private static final int MOST_PAUSES = 500;

  // Static, since scorers are made by what an operator holds, which is serializable.
  private static Semaphore mayScore = new Semaphore(0);
  private static AtomicInteger fed = new AtomicInteger();
  private static AtomicInteger scored = new AtomicInteger();
  private static AtomicInteger scoredBeside = new AtomicInteger();
  private static AtomicInteger mostUnderWay = new AtomicInteger();
  private static AtomicInteger mostGoneBefore = new AtomicInteger();

  /** Which of the reviews, in their order, the shadow is to score. */
  private static List<Integer> shadowed = new ArrayList<>();

  @TempDir Path directory;

  private final Thread scoring = new Thread(SmallShadowTest::scoreWhileOthersWait);
  private ScoreHarness harness;

  @BeforeEach
  void nothingIsScored() {
    mayScore = new Semaphore(0);
    fed = new AtomicInteger();
    scored = new AtomicInteger();
    scoredBeside = new AtomicInteger();
    mostUnderWay = new AtomicInteger();
    mostGoneBefore = new AtomicInteger();
    shadowed = new ArrayList<>();
  }

  @AfterEach
  void close() throws Exception {
    scoring.interrupt();
    mayScore.release(MANY);
    scoring.join();
    harness.close();
  }

  private static TextBatchScorer scorer(ScoringModel model) {
    TextBatchScorer scorer = model.newBatchScorer();
    if (model.manifest().modelVersion().equals("shadow")) {
      return (texts, scores, knownTokens) -> {
        int first = shadowed.get(scoredBeside.getAndAdd(texts.size()));
        mostGoneBefore.accumulateAndGet(scored.get() - first, Math::max);
        scorer.score(texts, scores, knownTokens);
      };
    }
    return (texts, scores, knownTokens) -> {
      mayScore.acquireUninterruptibly();
      scorer.score(texts, scores, knownTokens);
      scored.addAndGet(texts.size());
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05})
  void whatItScoresWaitsForAFewTimesTheEventsThatMayBeUnderWay(double share) throws Exception {
    for (int i = 0; i < MANY; i++) {
      if (RoleHash.isAmong("e", RoleHash.SHADOW, "r" + i, share)) {
        shadowed.add(i);
      }
    }
    harness = ScoreHarness.shadowed(directory.resolve("archive"), SmallShadowTest::scorer, share);
    scoring.start();
    for (int i = 0; i < MANY; i++) {
      fed.incrementAndGet();
      harness.review("r" + i, 10, "a dull plot");
    }
    scoring.interrupt();
    mayScore.release(MANY);
    harness.prepareSnapshotPreBarrier(1);

    assertThat(harness.besideByNow()).hasSameSizeAs(shadowed);
    assertThat(mostGoneBefore)
        .as("of %s under way at most", mostUnderWay)
        .hasValueLessThanOrEqualTo(3 * mostUnderWay.get());
  }

  /**
   * Batch by batch, each while so many reviews are under way that some wait behind it; or where no
   * more come, since what has been scored by one thread has to wait for another.
   */
  private static void scoreWhileOthersWait() {
    int pauses = 0;
    while (!Thread.currentThread().isInterrupted()) {
      int before = scored.get();
      int underWay = fed.get() - before;
      if (underWay < BACKLOG && pauses < MOST_PAUSES) {
        pauses++;
        LockSupport.parkNanos(PAUSE_NANOS);
        continue;
      }
      pauses = 0;
      mostUnderWay.accumulateAndGet(underWay, Math::max);
      mayScore.release();
      while (scored.get() == before && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
