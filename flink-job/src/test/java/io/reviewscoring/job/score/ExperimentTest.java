package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.timeline.RoleHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Candidate and shadow in the score operator. */
@SuppressWarnings("NullAway.Init")
class ExperimentTest {
  private static final int MANY = 3_000;
  private static final long BEGIN = 1_000;

  @TempDir Path directory;

  private ScoreHarness harness;
  private TinyBundles.Written first;
  private TinyBundles.Written candidate;
  private TinyBundles.Written shadow;

  @BeforeEach
  void open() throws Exception {
    harness = ScoreHarness.open(directory.resolve("archive"));
    first = harness.archived("first", 1);
    candidate = harness.archivedOfReviewText("candidate", 2);
    shadow = harness.missing("shadow", 3);
    harness.decide(first, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void canary(long at, double share, double compared) throws Exception {
    harness.decide(candidate, at, new RoleChange(Kind.CANARY, "e", share, compared));
  }

  private void shadow(long at, double share) throws Exception {
    harness.decide(shadow, at, new RoleChange(Kind.SHADOW, "e", share, 0));
  }

  private static boolean isAmong(String role, SentimentEvent event, double share) {
    return event.timestamp() >= BEGIN && RoleHash.isAmong("e", role, event.reviewId(), share);
  }

  /** Half of them before the experiment. */
  private void feed() throws Exception {
    for (int i = 0; i < MANY; i++) {
      harness.review("r" + i, (i % 2) * BEGIN + i % 500, text(i));
    }
  }

  private static String text(int number) {
    String word = TinyBundles.WORDS.get(number % TinyBundles.WORDS.size());
    return "a " + word + TinyBundles.GAPS.get(number % TinyBundles.GAPS.size()) + "film " + number;
  }

  private static String text(SentimentEvent event) {
    return text(Integer.parseInt(event.reviewId().substring(1)));
  }

  @Test
  void aCandidateMakesTheEventsOfItsShareAndNoOthers() throws Exception {
    canary(BEGIN, 0.1, 0);
    harness.tick(10_000);
    feed();

    List<SentimentEvent> events = harness.events();
    assertThat(events)
        .hasSize(MANY)
        .allSatisfy(
            event -> {
              boolean candidates = isAmong("candidate", event, 0.1);
              TinyBundles.Written model = candidates ? candidate : first;
              assertThat(event.role()).isEqualTo(candidates ? "candidate" : null);
              assertThat(event.modelVersion()).isEqualTo(model.version());
              assertThat(event.score()).isEqualTo(model.score(text(event)));
            });
    assertThat(events.stream().filter(event -> event.role() != null).count()).isBetween(90L, 210L);
    assertThat(harness.beside()).isEmpty();
  }

  @Test
  void aShadowChangesNoEventAndScoresItsShareBesideWhoeverMakesTheEvent() throws Exception {
    harness.archived(shadow);
    canary(BEGIN - 100, 0.2, 0);
    shadow(BEGIN, 0.3);
    harness.tick(10_000);
    feed();

    List<SentimentEvent> events = harness.events();
    List<ScoredBeside> beside = harness.beside();
    assertThat(events)
        .hasSize(MANY)
        .extracting(SentimentEvent::modelVersion)
        .doesNotContain("shadow");
    assertThat(beside)
        .extracting(ScoredBeside::event)
        .isEqualTo(events.stream().filter(event -> isAmong("shadow", event, 0.3)).toList());
    assertThat(beside)
        .allSatisfy(
            each -> {
              assertThat(each.experiment()).isEqualTo("e");
              assertThat(each.beside().role()).isEqualTo("shadow");
              assertThat(each.beside().score()).isEqualTo(shadow.score(text(each.event())));
              assertThat(each.beside().reviewId()).isEqualTo(each.event().reviewId());
              assertThat(each.beside().evidence()).isNull();
            });
    assertThat(beside).extracting(each -> each.event().role()).contains("candidate", (String) null);
  }

  @Test
  void theModelInForceScoresAShareOfTheCandidatesReviewsBesideIt() throws Exception {
    canary(BEGIN, 0.3, 0.5);
    harness.tick(10_000);
    feed();

    List<SentimentEvent> expected =
        harness.events().stream()
            .filter(event -> isAmong("candidate", event, 0.3) && isAmong("compared", event, 0.5))
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(harness.beside())
        .allSatisfy(
            each -> {
              assertThat(each.beside().role()).isEqualTo("in force");
              assertThat(each.beside().score()).isEqualTo(first.score(text(each.event())));
            })
        .extracting(ScoredBeside::event)
        .isEqualTo(expected);
  }

  @Test
  @Timeout(180)
  void aShadowThatCannotBeLoadedHoldsItsReviewsAndNoOthers() throws Exception {
    shadow(BEGIN, 0.3);
    feed();
    harness.ticks(10_000);
    List<SentimentEvent> others = harness.events();
    assertThat(others)
        .isNotEmpty()
        .noneMatch(event -> isAmong("shadow", event, 0.3))
        .hasSizeBetween(MANY * 3 / 4, MANY * 9 / 10);
    assertThat(harness.statuses())
        .filteredOn(status -> status.state() == ModelStatus.State.STALLED)
        .extracting(ModelStatus::version)
        .containsExactly("shadow");
    harness.review("late", BEGIN + 1, "of the same instant");

    harness.archived(shadow);
    while (harness.events().size() <= MANY) {
      Thread.sleep(Duration.ofMillis(20).toMillis());
      harness.tick(10_000);
    }
    assertThat(harness.events())
        .hasSize(MANY + 1)
        .extracting(SentimentEvent::reviewId)
        .doesNotHaveDuplicates();
    assertThat(harness.beside())
        .hasSize(
            (int) harness.events().stream().filter(each -> isAmong("shadow", each, 0.3)).count());
  }

  @Test
  void aRepeatIsNotComparedAgainButAnEditIsAndSaysWhoseItsPreviousScoreWas() throws Exception {
    harness.archived(shadow);
    shadow(BEGIN, 1);
    canary(2 * BEGIN, 1, 0);
    harness.tick(10_000);
    harness.review("r", BEGIN, "good film");
    harness.review("r", BEGIN, "good film");
    harness.review("r", 2 * BEGIN, "bad film");

    assertThat(harness.events()).hasSize(2);
    assertThat(harness.beside()).hasSize(2);
    SentimentEvent edit = harness.events().get(1);
    assertThat(edit.modelVersion()).isEqualTo("candidate");
    assertThat(edit.previousScore()).isEqualTo(first.score("good film"));
    assertThat(edit.previousModel()).isEqualTo("first");
    assertThat(harness.events().get(0).previousModel()).isNull();
  }

  @Test
  void rolesSurviveARestore() throws Exception {
    harness.archived(shadow);
    canary(BEGIN, 1, 1);
    shadow(BEGIN + 1, 1);
    harness.decide(candidate, 5 * BEGIN, new RoleChange(Kind.PROMOTE, "e", 0, 0));
    harness.tick(10_000);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = ScoreHarness.restore(directory.resolve("archive"), state);
    harness.review("r", 2 * BEGIN, "good film");
    harness.review("r", 6 * BEGIN, "bad film");

    assertThat(harness.events())
        .extracting(SentimentEvent::modelVersion)
        .containsExactly("candidate", "candidate");
    assertThat(harness.events())
        .extracting(SentimentEvent::role)
        .containsExactly("candidate", null);
    assertThat(harness.beside())
        .extracting(each -> each.beside().modelVersion())
        .containsExactly("first", "shadow");
  }

  @Test
  void aSubtaskSaysOfEachRoleThatItScoresWithItsModel() throws Exception {
    harness.archived(shadow);
    canary(BEGIN, 0.1, 0);
    shadow(BEGIN + 1, 0.1);
    while (harness.statuses().size() < 3) {
      harness.tick(10_000);
    }
    assertThat(harness.statuses())
        .allMatch(status -> status.state() == ModelStatus.State.ACTIVE)
        .extracting(ModelStatus::version)
        .containsExactlyInAnyOrder("first", "candidate", "shadow");
  }
}
