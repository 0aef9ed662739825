package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.cli.ActivationAnswer.Goal;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Over a status topic in memory, on which time passes by asking. */
class ActivationAnswerTest {
  private static final long OFFSET = 7;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long TOMORROW = System.currentTimeMillis() + Duration.ofDays(1).toMillis();

  /** What comes while one waits for the first time, and what while for the second. */
  private final Deque<List<ModelStatus>> coming = new ArrayDeque<>();

  private final List<Duration> waited = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final List<ModelStatus> record = new ArrayList<>();
  private ModelCommand command = new ModelCommand("v2", "uri", "sha", null);

  private static ModelStatus status(State state, @Nullable Long from) {
    return new ModelStatus("v2", state, "why", 3L, null, from, "uri", "sha", OFFSET, null)
        .withJob("mine");
  }

  private boolean follow(Predicate<ConsumerRecord<byte[], byte[]>> isLast, Duration timeout) {
    waited.add(timeout);
    for (ModelStatus each : coming.isEmpty() ? List.<ModelStatus>of() : coming.remove()) {
      if (isLast.test(new ConsumerRecord<>("status", 0, 0, new byte[0], Messages.json(each)))) {
        return true;
      }
    }
    return false;
  }

  private void await(Goal goal) throws Exception {
    new ActivationAnswer(command, OFFSET, "mine", goal, record, said::add)
        .await(this::follow, TIMEOUT);
  }

  /** Two transactions write them. */
  @Test
  void bothAreToldWhicheverIsSeenFirst() throws Exception {
    coming.add(List.of(status(State.ACTIVE, null), status(State.ACCEPTED, 0L)));

    await(Goal.ACTIVE);

    assertThat(said)
        .containsExactly("active     loaded in 3 ms", "accepted   in force from the start");
  }

  @Test
  void anInstantThatIsFarAheadIsWaitedForAndTheTimeoutCountsFromThere() throws Exception {
    long inAnHour = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
    coming.add(List.of(status(State.ACCEPTED, inAnHour)));
    coming.add(List.of(status(State.ACTIVE, null)));

    await(Goal.ACTIVE);

    assertThat(said)
        .containsExactly(
            "accepted   in force from " + Messages.instant(inAnHour), "active     loaded in 3 ms");
    assertThat(waited.get(0)).isEqualTo(TIMEOUT);
    assertThat(waited.get(1)).isBetween(Duration.ofMinutes(50), Duration.ofHours(1).plus(TIMEOUT));
  }

  @Test
  void noInstantIsTooFarAhead() throws Exception {
    coming.add(List.of(status(State.ACCEPTED, 253_402_300_799_999L)));
    coming.add(List.of(status(State.ACTIVE, null)));

    await(Goal.ACTIVE);

    assertThat(waited.get(1).toNanos()).isPositive();
  }

  @Test
  void whoWaitsForTheDecisionDoesNotWaitForTheInstant() throws Exception {
    coming.add(List.of(status(State.ACCEPTED, 253_402_300_799_999L)));
    await(Goal.ACCEPTED);
    assertThat(waited).hasSize(1);
  }

  @Test
  void aJobThatDoesNotAnswerIsNotWaitedForAgain() {
    assertThatThrownBy(() -> await(Goal.ACTIVE))
        .hasMessage(
            "job mine did not make it active within 5 s; it stays published: is the job running?");
    assertThat(waited).hasSize(1);
  }

  @Test
  void aModelThatDoesNotScoreAtItsInstantEitherIsTold() {
    coming.add(List.of(status(State.ACCEPTED, System.currentTimeMillis())));
    assertThatThrownBy(() -> await(Goal.ACTIVE))
        .hasMessageContaining("did not make it active within 5 s of its instant;");
    assertThat(waited).hasSize(2);
  }

  @Test
  void aRefusalEndsTheWaiting() {
    coming.add(List.of(status(State.STALLED, null), status(State.REJECTED, null)));
    assertThatThrownBy(() -> await(Goal.ACTIVE)).hasMessage("rejected: why");
    assertThat(said).containsExactly("stalled    why");
  }

  @Test
  void theFirstModelIsInForceFromTheStart() throws Exception {
    coming.add(List.of(status(State.ACCEPTED, 0L)));
    await(Goal.ACCEPTED);
    assertThat(said).containsExactly("accepted   in force from the start");
  }

  private static ModelStatus accepted(
      String version, long from, long offset, @Nullable RoleChange change) {
    return new ModelStatus(
            version, State.ACCEPTED, null, null, null, from, "uri", "sha-" + version, offset, null)
        .withJob("mine")
        .withChange(change);
  }

  private static RoleChange change(Kind kind) {
    return new RoleChange(kind, "e", kind.hasShare() ? 0.5 : 0, 0);
  }

  @Test
  void whatEndsTheExperimentBeforeTheInstantEndsTheWaiting() {
    for (Kind kind : List.of(Kind.CANARY, Kind.SHADOW, Kind.PROMOTE, Kind.END)) {
      record.clear();
      waited.clear();
      record.add(accepted("v1", 5, 0, null));
      record.add(accepted("v2", 6, 1, change(Kind.CANARY)));
      RoleChange later = change(kind);
      command =
          kind.hasBundle()
              ? new ModelCommand("v2", "uri", "sha-v2", null, later)
              : ModelCommand.withoutBundle(null, later);
      // The rollback names no experiment: which one it ends, the record says.
      coming.add(
          List.of(
              accepted("v2", TOMORROW, OFFSET, later),
              accepted("v0", TOMORROW - 1, OFFSET + 1, new RoleChange(Kind.ROLLBACK, null, 0, 0))));
      assertThatThrownBy(() -> await(Goal.ACTIVE))
          .hasMessage(
              "accepted, but without effect: experiment e is over by then: v0, in force from "
                  + Messages.instant(TOMORROW - 1));
      assertThat(waited).as("%s", kind).hasSize(1);
    }
  }

  @Test
  void anotherActivationOfTheSameInstantEndsTheWaiting() {
    coming.add(
        List.of(
            accepted("v2", TOMORROW, OFFSET, null), accepted("v3", TOMORROW, OFFSET + 1, null)));
    assertThatThrownBy(() -> await(Goal.ACTIVE))
        .hasMessage(
            "accepted, but without effect: another one has its instant: v3, in force from "
                + Messages.instant(TOMORROW));
    assertThat(waited).hasSize(1);
  }

  @Test
  void whatHeldForAnInstantAloneIsToldWhenTheTimeIsOver() {
    long now = System.currentTimeMillis();
    coming.add(
        List.of(accepted("v2", now, OFFSET, null), accepted("v3", now + 1, OFFSET + 1, null)));
    assertThatThrownBy(() -> await(Goal.ACTIVE))
        .hasMessage(
            "accepted, but replaced before the job scored so: v3, in force from "
                + Messages.instant(now + 1));
  }

  @Test
  void whatIsDecidedForLaterOrByAnotherJobLeavesTheWaitingAlone() throws Exception {
    coming.add(
        List.of(
            accepted("v2", TOMORROW, OFFSET, null),
            accepted("v3", TOMORROW, OFFSET + 1, null).withJob("other"),
            accepted("v4", TOMORROW + 1, OFFSET + 2, null),
            status(State.ACTIVE, null)));
    await(Goal.ACTIVE);
    assertThat(waited).hasSize(1);
  }
}
