package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOPIC;
import static io.reviewscoring.job.control.DeciderHarness.accepted;
import static io.reviewscoring.job.control.DeciderHarness.command;
import static io.reviewscoring.job.control.DeciderHarness.start;
import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static io.reviewscoring.job.message.ModelStatus.State.REJECTED;
import static io.reviewscoring.job.message.ModelStatus.State.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a decider takes up of state, record and topic when it starts. */
class DeciderStartTest {
  private static final List<ControlRecord> TWO =
      List.of(command(0, "v1", 5L), command(1, "v2", 6L));

  private final DeciderHarness gate = new DeciderHarness();

  @Test
  void whatTheRecordHoldsBeyondTheStateIsAdoptedAndNotDecidedAnew() {
    // The first checkpoint was taken before anything was read; v1 and v2 were decided after it.
    GateState early = start(List.of(), List.of()).state();
    List<ControlRecord> commands = List.of(command(0, "v1", 5L), command(1, "v2", NOW - HOUR));
    Decider decider =
        start(
            TOPIC,
            commands,
            List.of(accepted("v1", 5, 0), accepted("v2", NOW - HOUR, 1)),
            early,
            NOW);
    gate.listen(decider);
    assertThat(decider.open()).isEmpty();
    assertThat(gate.statuses).isEmpty();
    assertThat(gate.timeline)
        .containsExactly(
            new Decision("v1", "sha-v1", 5, 0), new Decision("v2", "sha-v2", NOW - HOUR, 1));
  }

  @Test
  void ofAnOlderStateOnlyWhatItLacksIsAdoptedAndItsPendingCommandsToo() {
    Decider decider = start(TWO, List.of());
    gate.sound(decider, "v1", NOW);
    gate.away(decider, "v2", NOW);
    GateState older = decider.state();
    gate.timeline.clear();
    gate.statuses.clear();

    gate.listen(
        start(
            TOPIC,
            List.of(command(0, "v1", 5L), command(1, "v2", 6L), command(2, "v3", 7L)),
            List.of(accepted("v1", 5, 0), accepted("v3", 8, 2), accepted("v2", 9, 1)),
            older,
            NOW));
    assertThat(gate.timeline).extracting(Decision::version).containsExactly("v3", "v2");
    assertThat(gate.statuses).isEmpty();
  }

  @Test
  void afterARestoreNothingIsDecidedForAnInstantThatEarlierRunsMayHaveCalledFinal() {
    Decider decider = start(List.of(command(0, "v1", 5L)), List.of());
    gate.sound(decider, "v1", NOW);
    assertThat(decider.tick(NOW)).isPresent();
    GateState state = decider.state();

    // The run went on ticking for an hour, and then this state was restored.
    Decider restored = start(TOPIC, List.of(command(1, "v2", NOW)), List.of(), state, NOW + HOUR);
    gate.sound(restored, "v2", NOW + HOUR);
    assertThat(gate.lastStatus().effectiveFrom()).isEqualTo(NOW + HOUR + GateHarness.LEAD + 1);
  }

  @Test
  void decisionsThatTheStateToldAndTheRecordLacksAreToldAgain() {
    Decider decider = start(TWO, List.of());
    gate.sound(decider, "v1", NOW);
    gate.found(decider, "v2", new Verdict.Refused("no such file"), NOW);
    List<ModelStatus> told = List.copyOf(gate.statuses);
    GateState state = decider.state();
    gate.statuses.clear();

    Decider restored = start(TOPIC, List.of(), told.subList(0, 1), state, NOW);
    gate.listen(restored);
    assertThat(restored.doubtsRecord()).isTrue();
    assertThat(gate.statuses).as("they may yet be committed").isEmpty();
    restored.checkRecord(told.subList(0, 1));
    gate.listen(restored);
    assertThat(gate.statuses).containsExactly(told.get(1));
    assertThat(restored.doubtsRecord()).isFalse();
  }

  @Test
  void inATopicMadeAnewTheSameOffsetAndVersionIsAnotherCommand() {
    // Without state: v1 was in force, then v2; now v1 is asked for again.
    List<ModelStatus> record = List.of(accepted("v1", 5, 0), accepted("v2", 6, 1));
    Decider decider = start("another", List.of(command(0, "v1", null)), record, null, NOW);
    gate.listen(decider);
    gate.sound(decider, "v1", NOW);
    assertThat(gate.timeline).extracting(Decision::version).containsExactly("v1", "v2", "v1");
    assertThat(gate.lastStatus().state()).isEqualTo(ACCEPTED);
    assertThat(gate.lastStatus().controlTopicId()).isEqualTo("another");
  }

  @Test
  void inATopicMadeAnewNothingIsSupersededByTheOldOnesCommands() {
    List<ControlRecord> old =
        List.of(command(0, "v1", null), command(1, "v2", null), command(2, "v3", null));
    Decider decider = start(old, List.of());
    gate.sound(decider, "v1", NOW);
    gate.away(decider, "v2", NOW);
    gate.sound(decider, "v3", NOW);
    GateState state = decider.state();
    gate.statuses.clear();

    Decider restored = start("another", List.of(command(0, "v4", null)), List.of(), state, NOW);
    gate.listen(restored);
    gate.assertRefused("v2", "made anew");
    assertThat(gate.lastStatus().controlTopicId()).isEqualTo(TOPIC);
    gate.sound(restored, "v4", NOW);
    assertThat(gate.lastStatus().state()).isEqualTo(ACCEPTED);
  }

  @Test
  void aReaderThatGoesBackFoundTheTopicMadeAnew() {
    Decider decider = start(List.of(), List.of());
    assertThat(decider.deliver(command(0, "v1", null), NOW)).isTrue();
    assertThat(decider.deliver(command(1, "v2", null), NOW)).isTrue();
    assertThat(decider.deliver(command(0, "v3", null), NOW)).isFalse();
  }

  @Test
  void whatTheReaderDeliversOfTheStartIsKnown() {
    Decider decider = start(List.of(command(0, "v1", null)), List.of());
    assertThat(decider.deliver(command(0, "v1", null), NOW)).isTrue();
    assertThat(decider.open()).hasSize(1);
  }

  @Test
  void aCommandWhoseStoreStaysOutOfReachIsRefusedInTheEndAcrossRestores() {
    Decider decider = start(List.of(command(0, "v1", null)), List.of());
    gate.away(decider, "v1", NOW);
    GateState state = decider.state();
    Decider restored = start(TOPIC, List.of(), List.of(), state, NOW + HOUR - 1);
    gate.away(restored, "v1", NOW + HOUR - 1);
    assertThat(gate.statuses).extracting(ModelStatus::state).containsExactly(STALLED);
    gate.away(restored, "v1", NOW + HOUR);
    assertThat(gate.lastStatus().state()).isEqualTo(REJECTED);
    assertThat(gate.lastStatus().reason())
        .isEqualTo(
            "store can't be reached; given up after model.retry-for (3600 s): publish it again");
    assertThat(restored.open()).isEmpty();
  }
}
