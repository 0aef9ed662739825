package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.GateMessage;
import io.reviewscoring.model.explanation.WordEffect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ScoreOperatorTest {
  private static final long HORIZON = ScoreHarness.HORIZON;

  @TempDir Path directory;

  private TinyBundles.Written first;
  private TinyBundles.Written second;
  private ScoreHarness harness;

  @BeforeEach
  void openOnTwoArchivedModels() throws Exception {
    harness = ScoreHarness.open(archive());
    first = harness.archived("first", 1);
    second = harness.archived("second", 2);
  }

  private Path archive() {
    return directory.resolve("archive");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aReviewIsHeldUntilTheTickPassesItsTimestamp() throws Exception {
    harness.decide(first, 0);
    harness.review("r1", 1_000, "a very good film");
    harness.tick(999);
    assertThat(harness.events()).isEmpty();
    harness.tick(1_000);
    assertThat(harness.events())
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
    harness.decide(first, 0);
    harness.tick(5_000);
    harness.review("r1", 5_000, "bad");
    harness.review("r2", 5_001, "bad");
    assertThat(harness.events()).extracting(SentimentEvent::reviewId).containsExactly("r1");
  }

  @Test
  void withoutAnyModelReviewsAreHeld() throws Exception {
    harness.review("r1", 1, "good");
    assertThat(harness.events()).isEmpty();
    harness.decide(first, 0);
    harness.tick(10);
    assertThat(harness.events()).hasSize(1);
  }

  @Test
  void theModelInForceAtTheReviewsOwnTimeScoresItWhateverTheOrderOfArrival() throws Exception {
    harness.decide(first, 100);
    harness.tick(150);
    harness.decide(second, 200);
    harness.tick(1_000);
    harness.review("after", 200, "good plot");
    harness.review("before", 199, "good plot");
    harness.review("older than all", 5, "good plot");
    assertThat(harness.events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("second", "first", "first");
    assertThat(harness.events().get(0).score()).isEqualTo(second.score("good plot"));
  }

  @Test
  void eachModelReadsAReviewByItsOwnRules() throws Exception {
    TinyBundles.Written other = harness.archivedOfReviewText("other", 1);
    String text = "The \u201cplot\u201d&nbsp;is<br />dull";
    harness.decide(first, 0);
    harness.decide(other, 100);
    harness.tick(1_000);
    harness.review("by Keras'", 50, text);
    harness.review("by review-text", 150, text);
    harness.review("by review-text", 150, text);
    assertThat(harness.events())
        .extracting(SentimentEvent::reviewId, SentimentEvent::tokens, SentimentEvent::knownTokens)
        .containsExactly(tuple("by Keras'", 6, 2), tuple("by review-text", 4, 3));
    assertThat(harness.events())
        .extracting(SentimentEvent::score)
        .containsExactly(first.score(text), other.score("the plot is dull"));
  }

  @Test
  void aRollbackIsAnActivationOfAnOlderVersion() throws Exception {
    harness.decide(first, 0);
    harness.decide(second, 100);
    harness.decide(first, 200);
    harness.tick(1_000);
    harness.review("a", 50, "dull");
    harness.review("b", 150, "dull");
    harness.review("c", 250, "dull");
    assertThat(harness.events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("first", "second", "first");
  }

  @Test
  void aRepeatIsDroppedAndAnEditCarriesThePreviousScore() throws Exception {
    harness.decide(first, 0);
    harness.tick(1_000);
    harness.review("r", 10, "good film");
    harness.review("r", 10, "good film");
    harness.review("r", 20, "bad film");
    assertThat(harness.events()).hasSize(2);
    assertThat(harness.events().get(0).previousScore()).isNull();
    assertThat(harness.events().get(1).previousScore()).isEqualTo(first.score("good film"));
  }

  @Test
  void repeatsThatAreHeldTogetherGiveOneEvent() throws Exception {
    harness.decide(first, 0);
    harness.review("r", 10, "good film");
    harness.review("r", 10, "good film");
    harness.tick(100);
    assertThat(harness.events()).hasSize(1);
  }

  @Test
  void aVersionIsForgottenWhenItsHorizonHasPassed() throws Exception {
    harness.decide(first, 0);
    harness.tick(10 * HORIZON);
    harness.review("r", 10, "good film");
    harness.watermarks(9 + HORIZON);
    harness.review("r", 10, "good film");
    assertThat(harness.events()).hasSize(1);
    harness.watermarks(10 + HORIZON);
    harness.review("r", 10, "good film");
    assertThat(harness.events()).hasSize(2);
    harness.watermarks(10 + ScoreHarness.CLEARED);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.remembered()).isZero();
  }

  @Test
  void aVersionThatIsScoredAfterItsHorizonIsForgottenWithTheNextWatermark() throws Exception {
    harness.decide(first, 0);
    harness.review("held", 10, "good film");
    harness.watermarks(10 + HORIZON);
    harness.tick(10 * HORIZON);
    harness.review("late", 9, "good film");
    harness.review("late", 9, "good film");
    harness.review("held", 10, "bad film");
    assertThat(harness.events()).hasSize(3);
    assertThat(harness.events().get(2).previousScore()).isEqualTo(first.score("good film"));
    harness.watermarks(11 + HORIZON);
    harness.review("late", 9, "good film");
    assertThat(harness.events()).hasSize(4);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.remembered()).isZero();
  }

  @Test
  void atTheEndOfTimeNothingIsHeldOrRemembered() throws Exception {
    harness.decide(first, 0);
    harness.review("r", 10, "good film");
    harness.review("r", 20, "bad film");
    harness.tick(GateMessage.END_OF_TIME);
    harness.watermarks(Long.MAX_VALUE);
    assertThat(harness.events()).hasSize(2);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.remembered()).isZero();
  }

  @Test
  void timelineTickAndHeldReviewsSurviveARestore() throws Exception {
    harness.decide(first, 0);
    harness.decide(second, 500);
    harness.tick(400);
    harness.review("scored", 300, "cast");
    harness.review("held", 600, "cast");
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = ScoreHarness.restore(archive(), snapshot);

    harness.review("at once", 400, "cast");
    harness.review("repeat", 300, "cast");
    harness.review("scored", 300, "cast");
    harness.tick(600);

    assertThat(harness.events())
        .extracting(SentimentEvent::reviewId, SentimentEvent::modelVersion)
        .containsExactly(
            tuple("at once", "first"), tuple("repeat", "first"), tuple("held", "second"));
  }

  @Test
  void aModelThatCantBeLoadedHoldsItsReviewsAndSaysSo() throws Exception {
    Path archive = archive().resolve(second.sha256());
    Path aside = directory.resolve("aside");
    Files.move(archive, aside);
    harness.decide(first, 0);
    harness.decide(second, 100);
    harness.tick(1_000);
    harness.review("under the first", 50, "good");
    harness.review("under the second", 150, "good");
    harness.tick(1_001);
    assertThat(harness.events()).extracting(SentimentEvent::modelVersion).containsExactly("first");
    assertThat(harness.statuses())
        .filteredOn(status -> status.state() == ModelStatus.State.STALLED)
        .singleElement()
        .satisfies(status -> assertThat(status.version()).isEqualTo("second"));

    Files.move(aside, archive);
    // The retry interval is 50 ms, and the model loads in the background.
    for (int i = 0; i < 500 && harness.events().size() < 2; i++) {
      Thread.sleep(10);
      harness.tick(1_002 + i);
    }
    assertThat(harness.events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("first", "second");
  }

  @Test
  void eachSubtaskSaysOnceThatAModelIsActive() throws Exception {
    harness.decide(first, 0);
    harness.tick(10);
    harness.review("r", 5, "good");
    harness.tick(11);
    harness.tick(12);
    assertThat(harness.statuses())
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
    harness.decide(first, 0);
    harness.tick(10);
    harness.review("empty", 1, "");
    harness.review("unknown", 2, "wunderbar");
    harness.review("german", 3, "good film", "de");
    assertThat(harness.events())
        .extracting(SentimentEvent::label)
        .containsExactly(Label.UNCERTAIN, Label.UNCERTAIN, Label.UNCERTAIN);
    assertThat(harness.events().get(0).knownTokens()).isZero();
    assertThat(harness.events().get(0).score()).isEqualTo(first.score(""));
    assertThat(harness.events())
        .extracting(SentimentEvent::labelReason)
        .containsExactly(
            "fewer than 1 known tokens",
            "fewer than 1 known tokens",
            "language 'de' is not the model's");
  }

  @Test
  void onlyEventsOfTheChosenLabelsTellTheWordsThatMovedTheScoreMost() throws Exception {
    harness.decide(first, 0);
    harness.decide(second, 100);
    harness.tick(1_000);
    harness.review("positive", 1, "bad film");
    harness.review("uncertain", 2, "a very very good film");
    harness.review("negative", 101, "the cast great");
    harness.review("nothing known", 3, "wunderbar");

    assertThat(harness.events())
        .extracting(SentimentEvent::label)
        .containsExactly(Label.POSITIVE, Label.UNCERTAIN, Label.NEGATIVE, Label.UNCERTAIN);
    assertThat(harness.events().get(0).evidence()).isNull();
    assertThat(harness.events().get(3).evidence()).isEmpty();
    assertThat(harness.events().get(1).evidence())
        .hasSize(2)
        .contains(
            new WordEffect(
                "very", first.score("a very very good film") - first.score("a x x good film")));
    assertThat(harness.events().get(1).knownTokens()).as("of the whole text").isEqualTo(5);
    assertThat(harness.events().get(2).evidence())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.effect())
                    .isEqualTo(
                        second.score("the cast great")
                            - second.score("the cast great".replace(each.word(), "x"))));
  }
}
