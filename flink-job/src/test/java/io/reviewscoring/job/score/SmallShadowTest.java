package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.score.ScoringQueue.Batch;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.RoleHash;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextBatchScorer;
import io.reviewscoring.model.text.EncodedText;
import io.reviewscoring.model.text.TextEncoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shadow of a few reviews, where others always wait for their events to be made. */
@SuppressWarnings("NullAway.Init")
@Timeout(180)
class SmallShadowTest {
  private static final int MANY = 20_000;

  /** As many as may be under way on the quickest machine. */
  private static final int MOST_UNDER_WAY = 4_096;

  private static final EncodedText WORDS = new TextEncoder().encode("a dull plot", 512);

  @TempDir Path directory;

  private final ScoreMetrics metrics =
      new ScoreMetrics(
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(), Clock.systemUTC());

  /** A permit for each batch, so that the one thread goes on when others wait again. */
  private final Semaphore mayScore = new Semaphore(0);

  private final ScoringThreads threads = new ScoringThreads(0, 1, ScoreOperator.BATCH, () -> {});
  private SubtaskModels models;

  private int fed;
  private int events;

  /** How many events were out when a review came to wait for the shadow; by timestamp. */
  private final int[] eventsBefore = new int[MANY];

  private int mostGoneBefore;
  private int shadowed;

  @BeforeEach
  void open() {
    Duration soon = Duration.ofSeconds(20);
    models =
        new SubtaskModels(
            new ScoreSettings(archive(), 1 << 20, 512, soon, soon, soon, MANY, List.of(), 0),
            this::scorer,
            1,
            0,
            metrics);
  }

  @AfterEach
  void close() {
    mayScore.release(MANY);
    threads.close();
    models.close();
  }

  private String archive() {
    return directory.resolve("archive").toString();
  }

  private TextBatchScorer scorer(ScoringModel model) {
    TextBatchScorer scorer = model.newBatchScorer();
    return (texts, scores, knownTokens) -> {
      mayScore.acquireUninterruptibly();
      scorer.score(texts, scores, knownTokens);
    };
  }

  private ReadyModel ready(String version, long seed) throws Exception {
    TinyBundles.Written bundle = TinyBundles.write(directory, version, seed).archivedIn(archive());
    ReadyModel model = models.ready(new Decision(version, bundle.sha256(), seed, seed), true);
    assertThat(model).isNotNull();
    return model;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05})
  void whatItScoresWaitsForNoMoreEventsThanMayBeUnderWay(double share) throws Exception {
    ReadyModel first = ready("first", 1);
    ReadyModel shadow = ready("shadow", 2);
    int wanted = 0;
    while (fed < MANY || !threads.isEmpty()) {
      while (fed < MANY && !threads.isFull()) {
        String id = "r" + fed;
        boolean isShadowed = RoleHash.isAmong("e", RoleHash.SHADOW, id, share);
        wanted += isShadowed ? 1 : 0;
        add(id, new Assignment(first, false, "e", null, isShadowed ? shadow : null));
      }
      mayScore.release();
      comesOut(threads.await());
    }

    assertThat(events).isEqualTo(MANY);
    assertThat(shadowed).isEqualTo(wanted).isPositive();
    assertThat(mostGoneBefore).isLessThanOrEqualTo(MOST_UNDER_WAY);
  }

  private void add(String id, Assignment assignment) {
    SourceCoordinates origin = new SourceCoordinates("reviews", 0, fed, fed);
    EncodedReview review = new EncodedReview(id, "product", fed, null, WORDS, null, origin);
    threads.add(new InFlight(review, assignment, true));
    fed++;
  }

  private void comesOut(Batch batch) {
    if (batch.isBeside) {
      for (InFlight review : batch.reviews) {
        shadowed++;
        mostGoneBefore =
            Math.max(mostGoneBefore, events - eventsBefore[(int) review.review.timestamp()]);
      }
      return;
    }
    events += batch.reviews.size();
    for (InFlight review : batch.reviews) {
      review.emitted(review.own.model.event(review.review, review.own, null, null, null));
      if (review.isScoredBeside()) {
        eventsBefore[(int) review.review.timestamp()] = events;
      }
    }
    threads.emitted(1);
    threads.scoreBeside(batch.reviews);
  }
}
