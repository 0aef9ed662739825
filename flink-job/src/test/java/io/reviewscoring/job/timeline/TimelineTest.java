package io.reviewscoring.job.timeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  @Test
  void aModelIsInForceFromItsInstantAndTheFirstBefore() {
    add("v1", 10, null);
    add("v2", 20, RoleChange.ACTIVATE);
    assertThat(words(5, 10, 19, 20, 99)).containsExactly("v1", "v1", "v1", "v2", "v2");
  }

  @Test
  void aLaterDecisionReplacesOneOfTheSameInstant() {
    add("v1", 10, null);
    assertThat(words(10)).containsExactly("v1");
    add("v2", 10, null);
    assertThat(words(5, 10)).containsExactly("v2", "v2");
  }

  @Test
  void nothingHoldsBeforeAModelIsInForce() {
    assertThat(timeline.at(0)).isNull();
    add("c", 10, canary("e", 0.1));
    assertThat(timeline.at(10)).isNull();
    assertThat(timeline.inForceBefore(10)).isNull();
  }

  @Test
  void beforeTheFirstDecisionTheFirstModelInForceScoresAlone() {
    add("c", 10, canary("e", 0.1));
    add("v1", 20, null);
    assertThat(words(9, 10, 20))
        .containsExactly("v1", "v1 candidate c 0.1 of e", "v1 candidate c 0.1 of e");
  }

  @Test
  void anExperimentGoesOnUnderAnotherModelInForceUntilItEnds() {
    add("v1", 0, null);
    add("c", 10, canary("e", 0.1));
    add("s", 20, shadow("e", 0.3));
    add("v2", 30, null);
    add("c", 40, canary("e", 0.5));
    add("v2", 50, change(Kind.END, "e"));
    assertThat(words(0, 10, 20, 30, 40, 50))
        .containsExactly(
            "v1",
            "v1 candidate c 0.1 of e",
            "v1 candidate c 0.1 shadow s 0.3 of e",
            "v2 candidate c 0.1 shadow s 0.3 of e",
            "v2 candidate c 0.5 shadow s 0.3 of e",
            "v2");
    assertThat(requireNonNull(timeline.inForce(50)).effectiveFrom()).isEqualTo(30);
    assertThat(requireNonNull(timeline.at(50)).by().effectiveFrom()).isEqualTo(50);
  }

  @Test
  void toEndAnExperimentThatDoesNotRunLeavesTheOneThatDoes() {
    add("v1", 0, null);
    add("c", 10, canary("e", 0.1));
    add("s", 20, shadow("e", 0.3));
    add("v1", 30, change(Kind.END, "g"));
    add("c", 35, canary("e", 0.5));
    add("v1", 40, change(Kind.END, "e"));
    add("c", 50, canary("g", 0.1)); // it was ended before it began
    assertThat(words(30, 35, 40, 50))
        .containsExactly(
            "v1 candidate c 0.1 shadow s 0.3 of e",
            "v1 candidate c 0.5 shadow s 0.3 of e",
            "v1",
            "v1");
    assertThat(timeline.hasEnded("e", 39)).isFalse();
    assertThat(timeline.hasEnded("g", 30)).isTrue();
    Experiment running = requireNonNull(timeline.experiment(39));
    assertThat(running.name()).isEqualTo("e");
    assertThat(running.ended()).isNull();
  }

  @Test
  void anExperimentIsKnownFromItsFirstDecisionToItsEndAndAfterwards() {
    add("v1", 0, null);
    assertThat(timeline.experiment(5)).isNull();
    add("c", 10, canary("e", 0.1));
    add("c", 20, canary("e", 0.5));
    add("v2", 30, null);
    add("v2", 40, change(Kind.END, "e"));
    add("c", 50, canary("e", 1)); // it has ended
    add("s", 60, shadow("f", 0.3));
    add("v1", 70, change(Kind.ROLLBACK, null));

    assertThat(timeline.experiment(9)).isNull();
    Experiment running = requireNonNull(timeline.experiment(39));
    assertThat(running.name()).isEqualTo("e");
    assertThat(running.began().effectiveFrom()).isEqualTo(10);
    assertThat(requireNonNull(running.roles().candidate()).share()).isEqualTo(0.5);
    assertThat(running.roles().inForce().version()).isEqualTo("v2");
    assertThat(running.ended()).isNull();
    Experiment ended = requireNonNull(timeline.experiment(59));
    assertThat(ended.roles()).isEqualTo(running.roles());
    assertThat(requireNonNull(ended.ended()).effectiveFrom()).isEqualTo(40);
    Experiment last = requireNonNull(timeline.experiment(99));
    assertThat(last.name()).isEqualTo("f");
    assertThat(requireNonNull(last.ended()).kind()).isEqualTo(Kind.ROLLBACK);
  }

  @Test
  void aPromotionPutsTheCandidateInForceAndARollbackTheModelBefore() {
    add("v1", 0, null);
    add("c", 10, canary("e", 0.1));
    add("s", 20, shadow("e", 0.3));
    add("c", 30, change(Kind.PROMOTE, "e"));
    assertThat(requireNonNull(timeline.inForceBefore(30)).version()).isEqualTo("v1");
    assertThat(timeline.inForceBefore(20)).isNull();
    add("s", 35, shadow("e2", 0.3));
    add("v1", 40, change(Kind.ROLLBACK, null));
    assertThat(words(30, 35, 40)).containsExactly("c", "c shadow s 0.3 of e2", "v1");
    assertThat(requireNonNull(timeline.inForceBefore(99)).version()).isEqualTo("c");
  }

  @Test
  void anEntryBelongsToOneExperiment() {
    add("v1", 0, null);
    add("c", 10, canary("e", 0.1));
    add("s", 20, shadow("f", 0.3));
    assertThat(words(20)).containsExactly("v1 shadow s 0.3 of f");
  }

  @Test
  void theOrderInWhichDecisionsComeDoesNotMatter() {
    List<Kind> kinds = List.of(Kind.values());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Kind kind = kinds.get(i % kinds.size());
      double share = kind == Kind.CANARY || kind == Kind.SHADOW ? 0.1 : 0;
      decisions.add(decision("v" + i, 10L * i, new RoleChange(kind, "e" + i % 3, share, 0)));
    }
    decisions.forEach(timeline::add);
    Collections.shuffle(decisions, new Random(7));
    Timeline shuffled = new Timeline();
    for (Decision decision : decisions) {
      shuffled.add(decision);
      assertThat(shuffled.from(0)).isNotNull();
    }
    assertThat(shuffled.from(0)).containsExactlyElementsOf(timeline.from(0).toList());
  }

  @Test
  void aReviewIsOfARoleByItsHash() {
    add("v1", 0, null);
    add("c", 10, new RoleChange(Kind.CANARY, "stars-2", 0.75, 0.31));
    add("s", 20, shadow("stars-2", 0.28));
    Roles before = requireNonNull(timeline.at(0));
    assertThat(before.isCandidates("r1")).isFalse();
    assertThat(before.isShadowed("r1")).isFalse();
    Roles roles = requireNonNull(timeline.at(20));
    assertThat(roles.isCandidates("r1")).as("0.744").isTrue();
    assertThat(roles.isShadowed("r1")).as("0.279").isTrue();
    assertThat(roles.isCompared("r1")).as("0.313").isFalse();
    add("c", 30, new RoleChange(Kind.CANARY, "stars-2", 0.74, 0.32));
    Roles less = requireNonNull(timeline.at(30));
    assertThat(less.isCandidates("r1")).isFalse();
    assertThat(less.isCompared("r1")).isTrue();
  }

  @Test
  void noModelScoresBesideItself() {
    add("v1", 0, null);
    add("c", 10, new RoleChange(Kind.CANARY, "stars-2", 0.75, 1));
    add("c", 20, shadow("stars-2", 1));
    Roles twice = requireNonNull(timeline.at(20));
    assertThat(twice.isCandidates("r1")).isTrue();
    assertThat(twice.isShadowed("r1")).as("the shadow is the candidate").isFalse();
    assertThat(twice.isCompared("r1")).isTrue();
    add("c", 30, new RoleChange(Kind.CANARY, "stars-2", 0.74, 1));
    assertThat(requireNonNull(timeline.at(30)).isShadowed("r1")).as("not its candidate").isTrue();
    add("c", 40, null);
    Roles activated = requireNonNull(timeline.at(40));
    assertThat(activated.isCompared("r1")).as("the candidate was put in force").isFalse();
    assertThat(activated.isShadowed("r1")).as("the shadow was put in force").isFalse();
  }

  private void add(String version, long instant, @Nullable RoleChange c) {
    timeline.add(decision(version, instant, c));
  }

  private static Decision decision(String version, long instant, @Nullable RoleChange change) {
    return new Decision(version, "sha of " + version, instant, 0, change);
  }

  private static RoleChange canary(String experiment, double share) {
    return new RoleChange(Kind.CANARY, experiment, share, 0);
  }

  private static RoleChange shadow(String experiment, double share) {
    return new RoleChange(Kind.SHADOW, experiment, share, 0);
  }

  private static RoleChange change(Kind kind, @Nullable String experiment) {
    return new RoleChange(kind, experiment, 0, 0);
  }

  private List<String> words(long... instants) {
    List<String> words = new ArrayList<>();
    for (long instant : instants) {
      Roles roles = requireNonNull(timeline.at(instant));
      words.add(
          roles.inForce().version()
              + words(" candidate ", roles.candidate())
              + words(" shadow ", roles.shadow())
              + (roles.experiment() == null ? "" : " of " + roles.experiment()));
    }
    return words;
  }

  private static String words(String role, @Nullable Decision decision) {
    return decision == null
        ? ""
        : role + decision.version() + " " + requireNonNull(decision.change()).share();
  }
}
