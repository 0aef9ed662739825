package io.reviewscoring.dashboard;

import static io.reviewscoring.dashboard.ModelHistory.Phase.ANNOUNCED;
import static io.reviewscoring.dashboard.ModelHistory.Phase.IN_FORCE;
import static io.reviewscoring.dashboard.ModelHistory.Phase.REFUSED;
import static io.reviewscoring.dashboard.ModelHistory.Phase.REPLACED;
import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static io.reviewscoring.job.message.ModelStatus.State.ACTIVE;
import static io.reviewscoring.job.message.ModelStatus.State.REJECTED;
import static io.reviewscoring.job.message.ModelStatus.State.STALLED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.dashboard.RoleCourse.Stretch;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
  private final ModelHistory history = new ModelHistory(10);
  private long written;

  private void accepted(String version, long offset, long from) {
    add(version, ACCEPTED, null, null, from, offset, null);
  }

  private void active(String version, long offset, int subtask, long millis) {
    add(version, ACTIVE, null, millis, null, offset, subtask);
  }

  private void add(
      String version,
      ModelStatus.State state,
      @Nullable String reason,
      @Nullable Long loadMillis,
      @Nullable Long from,
      long offset,
      @Nullable Integer subtask) {
    history.add(
        new ModelStatus(
            version, state, reason, loadMillis, null, from, "uri", "sha", offset, subtask),
        ++written);
  }

  @Test
  void theModelInForceIsTheOneWhoseInstantHasPassed() {
    accepted("one", 0, 1_000);
    accepted("two", 1, 5_000);

    assertThat(history.inForce(4_999)).isEqualTo("one");
    assertThat(history.inForce(5_000)).isEqualTo("two");
    assertThat(history.newest(10, 2_000))
        .extracting(ModelHistory.Activation::version, ModelHistory.Activation::phase)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("two", ANNOUNCED),
            org.assertj.core.groups.Tuple.tuple("one", IN_FORCE));
    assertThat(history.newest(10, 9_000))
        .extracting(ModelHistory.Activation::phase)
        .containsExactly(IN_FORCE, REPLACED);
  }

  @Test
  void aRollbackIsTheSameVersionOnceMore() {
    accepted("one", 0, 1_000);
    accepted("two", 1, 5_000);
    accepted("one", 2, 9_000);

    assertThat(history.between(0, 10_000).stretches())
        .containsExactly(
            inForce("one", 0, 5_000), inForce("two", 5_000, 9_000), inForce("one", 9_000, 10_000));
  }

  private void role(RoleChange.Kind kind, String version, long offset, long from) {
    role(kind, version, offset, from, 0.1);
  }

  private void role(RoleChange.Kind kind, String version, long offset, long from, double share) {
    ModelStatus status =
        new ModelStatus(version, ACCEPTED, null, null, null, from, "uri", "sha", offset, null);
    String experiment = kind.isOfExperiment() ? "e" : null;
    history.add(status.withChange(new RoleChange(kind, experiment, share, 0)), ++written);
  }

  private static Stretch inForce(String version, long from, long to) {
    return new Stretch("in force", version, 1, from, to);
  }

  @Test
  void sharesAreStretchesOfTheirOwnAndWhatEndsThemIsTold() {
    accepted("one", 0, 1_000);
    role(RoleChange.Kind.SHADOW, "two", 1, 2_000, 1);
    role(RoleChange.Kind.CANARY, "two", 2, 3_000, 0.05);
    role(RoleChange.Kind.CANARY, "two", 3, 4_000, 0.5);
    accepted("three", 4, 5_000);
    role(RoleChange.Kind.PROMOTE, "two", 5, 6_000);
    role(RoleChange.Kind.ROLLBACK, "three", 6, 7_000);
    role(RoleChange.Kind.CANARY, "two", 7, 8_000); // of an experiment that has ended

    RoleCourse course = history.between(2_500, 10_000);
    assertThat(course.stretches())
        .containsExactlyInAnyOrder(
            inForce("one", 2_500, 5_000),
            inForce("three", 5_000, 6_000),
            inForce("two", 6_000, 7_000),
            inForce("three", 7_000, 10_000),
            new Stretch("candidate", "two", 0.05, 3_000, 4_000),
            new Stretch("candidate", "two", 0.5, 4_000, 6_000),
            new Stretch("shadow", "two", 1, 2_500, 6_000));
    assertThat(course.endings())
        .containsExactly(
            new RoleCourse.Ending(RoleChange.Kind.PROMOTE, "two", 6_000),
            new RoleCourse.Ending(RoleChange.Kind.ROLLBACK, "three", 7_000));
    assertThat(history.between(2_500, 6_000).endings()).isEmpty();
    assertThat(history.newest(20, 6_500))
        .filteredOn(activation -> activation.phase() == IN_FORCE)
        .singleElement()
        .satisfies(
            activation ->
                assertThat(activation.change())
                    .extracting("kind")
                    .isEqualTo(RoleChange.Kind.PROMOTE));
  }

  @Test
  void aCandidateIsNotInForceUntilItIsPromoted() {
    accepted("one", 0, 1_000);
    role(RoleChange.Kind.CANARY, "two", 1, 5_000);
    role(RoleChange.Kind.PROMOTE, "two", 2, 9_000);

    assertThat(history.inForce(6_000)).isEqualTo("one");
    assertThat(history.inForceSince(6_000)).isEqualTo(1_000);
    assertThat(history.between(0, 10_000).stretches())
        .containsExactly(
            inForce("one", 0, 9_000),
            new Stretch("candidate", "two", 0.1, 5_000, 9_000),
            inForce("two", 9_000, 10_000));
    assertThat(history.newest(10, 6_000))
        .extracting(ModelHistory.Activation::phase)
        .containsExactly(ANNOUNCED, IN_FORCE, IN_FORCE);
    assertThat(history.newest(10, 9_000))
        .extracting(ModelHistory.Activation::phase)
        .containsExactly(IN_FORCE, REPLACED, REPLACED);
  }

  @Test
  void inAControlTopicMadeAnewTheSameOffsetIsAnotherActivation() {
    for (String topic : List.of("first", "second")) {
      ModelStatus accepted =
          new ModelStatus("one", ACCEPTED, null, null, null, 1_000L + written, "u", "s", 0, null);
      history.add(accepted.withControlTopicId(topic), ++written);
      active("one", 0, 0, 120);
    }

    assertThat(history.newest(10, 9_000))
        .extracting(ModelHistory.Activation::phase)
        .containsExactly(IN_FORCE, REPLACED);
  }

  @Test
  void aStretchHoldsOnlyTheModelsOfItsTime() {
    accepted("one", 0, 1_000);
    accepted("two", 1, 5_000);
    accepted("three", 2, 9_000);

    assertThat(history.between(6_000, 9_000).stretches())
        .containsExactly(inForce("two", 6_000, 9_000));
    assertThat(new ModelHistory(1).between(0, 1).stretches()).isEmpty();
  }

  @Test
  void loadsAreCountedBySubtaskAndTheSlowestIsTold() {
    accepted("one", 0, 1_000);
    active("one", 0, 0, 120);
    active("one", 0, 1, 200);
    active("one", 0, 1, 90);

    assertThat(history.newest(10, 2_000))
        .singleElement()
        .satisfies(
            activation -> {
              assertThat(activation.subtasks()).isEqualTo(2);
              assertThat(activation.loadMillis()).isEqualTo(200);
            });
  }

  @Test
  void aRefusalSaysWhyAndLeavesTheTimeline() {
    accepted("one", 0, 1_000);
    add("two", REJECTED, "golden case 1 is off", null, null, 1, null);

    assertThat(history.inForce(9_000)).isEqualTo("one");
    assertThat(history.newest(1, 9_000))
        .singleElement()
        .satisfies(
            activation -> {
              assertThat(activation.phase()).isEqualTo(REFUSED);
              assertThat(activation.reason()).isEqualTo("golden case 1 is off");
            });
  }

  @Test
  void whatStallsSaysWhyUntilItIsLoaded() {
    accepted("one", 0, 1_000);
    add("one", STALLED, "no such file", null, null, 0, 0);
    assertThat(history.newest(1, 2_000).get(0).reason()).isEqualTo("no such file");

    active("one", 0, 0, 5);
    assertThat(history.newest(1, 2_000).get(0).reason()).isNull();
  }

  @Test
  void theOldestActivationsAreForgotten() {
    for (int offset = 0; offset < 50; offset++) {
      accepted("v" + offset, offset, offset * 1_000L);
    }

    assertThat(history.newest(100, 99_000)).hasSize(10);
    assertThat(history.inForce(99_000)).isEqualTo("v49");
  }

  @Test
  void whatScoresIsNotForgottenHoweverManyRefusalsCome() {
    accepted("one", 0, 1);
    role(RoleChange.Kind.CANARY, "two", 1, 2, 0.1);
    role(RoleChange.Kind.END, "one", 2, 1_000, 0);
    for (int offset = 3; offset < 50; offset++) {
      add("forged", REJECTED, "it is not signed", null, null, offset, null);
    }

    assertThat(history.newest(100, 99)).hasSize(10);
    assertThat(history.inForce(99)).isEqualTo("one");
    assertThat(requireNonNull(history.experiment(999)).ended()).isNull();
    assertThat(requireNonNull(history.experiment(1_000)).ended()).isNotNull();
  }

  @Test
  void whatEndsAnExperimentThatDoesNotRunIsNoEndOfTheOneThatDoes() {
    accepted("one", 0, 1_000);
    role(RoleChange.Kind.CANARY, "two", 1, 2_000, 0.1);
    history.add(
        new ModelStatus("one", ACCEPTED, null, null, null, 3_000L, "uri", "sha", 2, null)
            .withChange(new RoleChange(RoleChange.Kind.END, "other", 0, 0)),
        ++written);

    RoleCourse course = history.between(0, 10_000);
    assertThat(course.endings()).isEmpty();
    assertThat(course.stretches()).contains(new Stretch("candidate", "two", 0.1, 2_000, 10_000));
  }
}
