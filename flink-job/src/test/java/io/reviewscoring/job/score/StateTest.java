package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.SentimentEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of reviews, and which are held, on each backend. */
@ParameterizedClass
@MethodSource("backends")
@SuppressWarnings({"NullAway.Init", "try"}) // a harness' close() throws anything
class StateTest {
  private static final long HORIZON = ScoreHarness.HORIZON;
  private static final int MANY = 1_000;

  @Parameter StateBackend backend;

  @TempDir Path directory;

  private TinyBundles.Written first;
  private ScoreHarness harness;

  static Stream<StateBackend> backends() {
    return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
  }

  @BeforeEach
  void openWithAModelInForce() throws Exception {
    harness = ScoreHarness.open(archive(), backend);
    first = harness.archived("first", 1);
    harness.decide(first, 0);
  }

  private Path archive() {
    return directory.resolve("archive");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anIdIsClearedOnceHoweverManyVersionsItHas() throws Exception {
    harness.tick(10 * HORIZON);
    for (int i = 0; i < 10; i++) {
      harness.review("r", i, "good film");
      harness.review("s", i, "good film");
    }
    assertThat(harness.events()).hasSize(20);
    assertThat(harness.remembered()).isEqualTo(2);
    assertThat(harness.clearings()).isEqualTo(2);
    harness.watermarks(10 + ScoreHarness.CLEARED);
    assertThat(harness.remembered()).isZero();
    assertThat(harness.clearings()).isZero();
  }

  @Test
  void reviewsOfOneTimestampAreNotAllClearedAtOnce() throws Exception {
    harness.tick(10 * HORIZON);
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, 10, "good film");
    }
    assertThat(harness.events()).hasSize(MANY);
    long left = MANY;
    long most = 0;
    int parts = 100;
    for (int part = 0; part <= parts; part++) {
      harness.watermarks(10 + HORIZON + part * (ScoreHarness.CLEARED - HORIZON) / parts);
      most = Math.max(most, left - harness.remembered());
      left = harness.remembered();
    }
    assertThat(left).isZero();
    // A few of the eight key groups may fall together.
    assertThat(most).isLessThan(MANY / 2);
  }

  @Test
  void whatIsToBeClearedMovesWithItsReviewsToAnotherParallelism() throws Exception {
    harness.tick(10 * HORIZON);
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, i, "good film");
    }
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    long remembered = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      try (ScoreHarness one = ScoreHarness.subtask(archive(), backend, 3, subtask, state)) {
        remembered += one.remembered();
        one.watermarks(MANY + ScoreHarness.CLEARED);
        assertThat(one.remembered()).isZero();
        assertThat(one.clearings()).isZero();
      }
    }
    assertThat(remembered).isEqualTo(MANY);
  }

  @Test
  void anEditIsRememberedWhenItsOriginalIsForgotten() throws Exception {
    harness.tick(10 * HORIZON);
    harness.review("r", 10, "good film");
    harness.review("r", 10 + HORIZON / 2, "bad film");
    harness.watermarks(10 + ScoreHarness.CLEARED);
    harness.review("r", 10 + HORIZON / 2, "bad film");
    harness.review("r", 20 + HORIZON / 2, "a film");
    assertThat(harness.events()).hasSize(3);
    assertThat(harness.events().get(2).previousScore()).isEqualTo(first.score("bad film"));
    harness.watermarks(20 + HORIZON / 2 + ScoreHarness.CLEARED);
    assertThat(harness.remembered()).isZero();
    assertThat(harness.clearings()).isZero();
  }

  @Test
  void anEditCarriesTheScoreOfTheLatestVersionByEventTimeNotByArrival() throws Exception {
    harness.tick(10 * HORIZON);
    harness.review("r", 30, "good film");
    harness.review("r", 10, "bad film");
    harness.review("r", 20, "a film");
    assertThat(harness.events())
        .extracting(SentimentEvent::previousScore)
        .containsExactly(null, first.score("good film"), first.score("good film"));
  }

  @Test
  void heldReviewsComeOutByTheirInstantAfterARestoreOfOtherParallelism() throws Exception {
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, i / 10 + (i % 2 == 0 ? 0 : HORIZON), "a plot");
    }
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    List<String> released = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (ScoreHarness one = ScoreHarness.subtask(archive(), backend, 3, subtask, state)) {
        one.ticks(HORIZON - 1);
        List<SentimentEvent> events = one.events();
        assertThat(events).extracting(SentimentEvent::timestamp).isSorted();
        events.forEach(event -> released.add(event.reviewId()));
        one.ticks(2 * HORIZON);
        assertThat(one.events()).extracting(SentimentEvent::timestamp).isSorted();
        one.events()
            .subList(events.size(), one.events().size())
            .forEach(event -> assertThat(event.timestamp()).isGreaterThanOrEqualTo(HORIZON));
      }
    }
    assertThat(released)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, MANY / 2).mapToObj(i -> "r" + 2 * i).toList());
  }

  @Test
  void aModelThatIsMissingHoldsUpNoReviewOfTheNext() throws Exception {
    TinyBundles.Written second = harness.archived("second", 2);
    TinyBundles.Written third = harness.archived("third", 3);
    Files.delete(archive().resolve(second.sha256()));
    harness.decide(second, 100);
    harness.decide(third, 200);
    harness.review("under the third", 250, "a plot");
    harness.review("under the second", 150, "a plot");
    harness.review("under the first", 50, "a plot");
    harness.tick(1_000);
    assertThat(harness.events())
        .extracting(SentimentEvent::reviewId)
        .containsExactly("under the first", "under the third");
  }

  @Test
  void aTickLooksAtNoReviewWhoseModelIsMissingStill() throws Exception {
    harness.decide(harness.missing("second", 2), 100);
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, 100 + i, "a plot");
    }
    harness.tick(HORIZON);
    AtomicLong looks = harness.looks();
    harness.ticks(HORIZON);
    assertThat(looks).hasValue(0);
    harness.review("under the first", 50, "a plot");
    assertThat(harness.events()).hasSize(1);
    assertThat(looks).as("what is counted").hasPositiveValue();
  }

  @Test
  void moreThanMayBeHeldEndTheJobWithOneLine() throws Exception {
    for (int i = 0; i < ScoreHarness.HELD_MAX; i++) {
      harness.review("r" + i, 1_000, "a plot");
    }
    assertThatThrownBy(() -> harness.review("one more", 2_000, "a plot"))
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageStartingWith(
            "more reviews wait for a model than held.max allows (20000 a subtask), the earliest of"
                + " 1970-01-01T00:00:01Z: ");
  }
}
