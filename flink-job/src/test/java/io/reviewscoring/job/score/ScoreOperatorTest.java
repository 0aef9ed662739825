package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.model.explanation.WordEffect;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ScoreOperatorTest {
  private static final long HORIZON = Duration.ofHours(1).toMillis();

  @TempDir Path directory;

  private TinyBundles.Written first;
  private TinyBundles.Written second;
  private KeyedTwoInputStreamOperatorTestHarness<String, EncodedReview, GateMessage, SentimentEvent>
      harness;

  @BeforeEach
  void openOnTwoArchivedModels() throws Exception {
    first = archived("first", 1);
    second = archived("second", 2);
    harness = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aReviewIsHeldUntilTheTickPassesItsTimestamp() throws Exception {
    decide(first, 0);
    review("r1", 1_000, "a very good film");
    tick(999);
    assertThat(events()).isEmpty();
    tick(1_000);
    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.reviewId()).isEqualTo("r1");
              assertThat(event.score()).isEqualTo(first.score("a very good film"));
              assertThat(event.modelSha256()).isEqualTo(first.sha256());
            });
  }

  @Test
  void aReviewNotLaterThanTheTickIsScoredAtOnce() throws Exception {
    decide(first, 0);
    tick(5_000);
    review("r1", 5_000, "bad");
    review("r2", 5_001, "bad");
    assertThat(events()).extracting(SentimentEvent::reviewId).containsExactly("r1");
  }

  @Test
  void withoutAnyModelReviewsAreHeld() throws Exception {
    review("r1", 1, "good");
    assertThat(events()).isEmpty();
    decide(first, 0);
    tick(10);
    assertThat(events()).hasSize(1);
  }

  @Test
  void theModelInForceAtTheReviewsOwnTimeScoresItWhateverTheOrderOfArrival() throws Exception {
    decide(first, 100);
    tick(150);
    decide(second, 200);
    tick(1_000);
    review("after", 200, "good plot");
    review("before", 199, "good plot");
    review("older than all", 5, "good plot");
    assertThat(events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("second", "first", "first");
    assertThat(events().get(0).score()).isEqualTo(second.score("good plot"));
  }

  @Test
  void aRollbackIsAnActivationOfAnOlderVersion() throws Exception {
    decide(first, 0);
    decide(second, 100);
    decide(first, 200);
    tick(1_000);
    review("a", 50, "dull");
    review("b", 150, "dull");
    review("c", 250, "dull");
    assertThat(events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("first", "second", "first");
  }

  @Test
  void aRepeatIsDroppedAndAnEditCarriesThePreviousScore() throws Exception {
    decide(first, 0);
    tick(1_000);
    review("r", 10, "good film");
    review("r", 10, "good film");
    review("r", 20, "bad film");
    assertThat(events()).hasSize(2);
    assertThat(events().get(0).previousScore()).isNull();
    assertThat(events().get(1).previousScore()).isEqualTo(first.score("good film"));
  }

  @Test
  void repeatsThatAreHeldTogetherGiveOneEvent() throws Exception {
    decide(first, 0);
    review("r", 10, "good film");
    review("r", 10, "good film");
    tick(100);
    assertThat(events()).hasSize(1);
  }

  @Test
  void aVersionIsForgottenWhenItsHorizonHasPassed() throws Exception {
    decide(first, 0);
    tick(10 * HORIZON);
    review("r", 10, "good film");
    watermarks(10 + HORIZON);
    assertThat(harness.numKeyedStateEntries()).isZero();
    review("r", 10, "good film");
    assertThat(events()).hasSize(2);
  }

  @Test
  void atTheEndOfTimeNothingIsHeldOrRemembered() throws Exception {
    decide(first, 0);
    review("r", 10, "good film");
    review("r", 20, "bad film");
    tick(GateMessage.END_OF_TIME);
    watermarks(Long.MAX_VALUE);
    assertThat(events()).hasSize(2);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void timelineTickAndHeldReviewsSurviveARestore() throws Exception {
    decide(first, 0);
    decide(second, 500);
    tick(400);
    review("scored", 300, "cast");
    review("held", 600, "cast");
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot);

    review("at once", 400, "cast");
    review("repeat", 300, "cast");
    review("scored", 300, "cast");
    tick(600);

    assertThat(events())
        .extracting(SentimentEvent::reviewId, SentimentEvent::modelVersion)
        .containsExactly(
            tuple("at once", "first"), tuple("repeat", "first"), tuple("held", "second"));
  }

  @Test
  void aModelThatCantBeLoadedHoldsItsReviewsAndSaysSo() throws Exception {
    Path archive = directory.resolve("archive").resolve(second.sha256());
    Path aside = directory.resolve("aside");
    Files.move(archive, aside);
    decide(first, 0);
    decide(second, 100);
    tick(1_000);
    review("under the first", 50, "good");
    review("under the second", 150, "good");
    tick(1_001);
    assertThat(events()).extracting(SentimentEvent::modelVersion).containsExactly("first");
    assertThat(statuses())
        .filteredOn(status -> status.state() == ModelStatus.State.STALLED)
        .singleElement()
        .satisfies(status -> assertThat(status.version()).isEqualTo("second"));

    Files.move(aside, archive);
    // The retry interval is 50 ms, and the model loads in the background.
    for (int i = 0; i < 500 && events().size() < 2; i++) {
      Thread.sleep(10);
      tick(1_002 + i);
    }
    assertThat(events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("first", "second");
  }

  @Test
  void eachSubtaskSaysOnceThatAModelIsActive() throws Exception {
    decide(first, 0);
    tick(10);
    review("r", 5, "good");
    tick(11);
    tick(12);
    assertThat(statuses())
        .filteredOn(status -> status.state() == ModelStatus.State.ACTIVE)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.sha256()).isEqualTo(first.sha256());
              assertThat(status.subtask()).isZero();
              assertThat(status.loadMillis()).isNotNull();
            });
  }

  @Test
  void noWordsAnotherLanguageAndUnknownWordsAreUncertainWithTheReason() throws Exception {
    decide(first, 0);
    tick(10);
    review("empty", 1, "");
    review("unknown", 2, "wunderbar");
    harness.processElement1(new StreamRecord<>(encoded("german", 3, "good film", "de"), 3));
    assertThat(events())
        .extracting(SentimentEvent::label)
        .containsExactly(Label.UNCERTAIN, Label.UNCERTAIN, Label.UNCERTAIN);
    assertThat(events().get(0).knownTokens()).isZero();
    assertThat(events().get(0).score()).isEqualTo(first.score(""));
    assertThat(events())
        .extracting(SentimentEvent::labelReason)
        .containsExactly(
            "fewer than 1 known tokens",
            "fewer than 1 known tokens",
            "language 'de' is not the model's");
  }

  @Test
  void onlyEventsOfTheChosenLabelsTellTheWordsThatMovedTheScoreMost() throws Exception {
    decide(first, 0);
    decide(second, 100);
    tick(1_000);
    review("positive", 1, "bad film");
    review("uncertain", 2, "a very very good film");
    review("negative", 101, "the cast great");
    review("nothing known", 3, "wunderbar");

    assertThat(events())
        .extracting(SentimentEvent::label)
        .containsExactly(Label.POSITIVE, Label.UNCERTAIN, Label.NEGATIVE, Label.UNCERTAIN);
    assertThat(events().get(0).evidence()).isNull();
    assertThat(events().get(3).evidence()).isEmpty();
    assertThat(events().get(1).evidence())
        .hasSize(2)
        .contains(
            new WordEffect(
                "very", first.score("a very very good film") - first.score("a x x good film")));
    assertThat(events().get(1).knownTokens()).as("of the whole text").isEqualTo(5);
    assertThat(events().get(2).evidence())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.effect())
                    .isEqualTo(
                        second.score("the cast great")
                            - second.score("the cast great".replace(each.word(), "x"))));
  }

  private TinyBundles.Written archived(String version, long seed) throws IOException {
    TinyBundles.Written bundle = TinyBundles.write(directory, version, seed);
    BundleStore.archive(
        directory.resolve("archive").toString(),
        bundle.sha256(),
        Files.readAllBytes(bundle.file()));
    return bundle;
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, EncodedReview, GateMessage, SentimentEvent>
      harness(@Nullable OperatorSubtaskState state) throws Exception {
    var operator =
        new ScoreOperator(
            new ScoreSettings(
                directory.resolve("archive").toString(),
                1 << 20,
                512,
                Duration.ofSeconds(20),
                Duration.ofMillis(50),
                Duration.ofMillis(HORIZON),
                List.of(Label.NEGATIVE, Label.UNCERTAIN),
                2));
    var opened =
        new KeyedTwoInputStreamOperatorTestHarness<
            String, EncodedReview, GateMessage, SentimentEvent>(
            operator,
            EncodedReview::reviewId,
            message -> "" /* the broadcast side has no key */,
            Types.STRING);
    if (state != null) {
      opened.initializeState(state);
    }
    opened.open();
    return opened;
  }

  private void decide(TinyBundles.Written bundle, long effectiveFrom) throws Exception {
    broadcast(
        GateMessage.decided(new Decision(bundle.version(), bundle.sha256(), effectiveFrom, 0)));
  }

  private void tick(long finalUntil) throws Exception {
    broadcast(GateMessage.tick(finalUntil, finalUntil));
  }

  private void broadcast(GateMessage message) throws Exception {
    harness.processElement2(new StreamRecord<>(message));
  }

  private void watermarks(long time) throws Exception {
    harness.processWatermark1(new Watermark(time));
    harness.processWatermark2(new Watermark(time));
  }

  private void review(String id, long timestamp, String text) throws Exception {
    harness.processElement1(new StreamRecord<>(encoded(id, timestamp, text, null), timestamp));
  }

  private static EncodedReview encoded(
      String id, long timestamp, String text, @Nullable String language) {
    TokenFingerprints tokens = new Tokenizer().fingerprints(text, 512);
    return new EncodedReview(
        id,
        "product",
        timestamp,
        language,
        tokens.values(),
        tokens.tokens(),
        null,
        new SourceCoordinates("reviews", 0, timestamp, timestamp));
  }

  /** After a barrier, before which all that is under way comes out. */
  private List<SentimentEvent> events() throws Exception {
    harness.prepareSnapshotPreBarrier(0);
    return harness.extractOutputValues();
  }

  private List<ModelStatus> statuses() {
    ConcurrentLinkedQueue<StreamRecord<ModelStatus>> output =
        harness.getSideOutput(ScoreOperator.STATUS);
    List<ModelStatus> statuses = new ArrayList<>();
    if (output != null) {
      output.forEach(element -> statuses.add(element.getValue()));
    }
    return statuses;
  }
}
