package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.message.RoleChange.Kind.CANARY;
import static io.reviewscoring.job.message.RoleChange.Kind.PROMOTE;
import static io.reviewscoring.job.message.RoleChange.Kind.ROLLBACK;
import static io.reviewscoring.job.message.RoleChange.Kind.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.timeline.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles when stores are away, and after a start with and without state. */
class RoleStartTest {
  private final RoleHarness roles = new RoleHarness();

  @Test
  void anOlderShareWhoseStoreComesBackDoesNotUndoANewerOneAfterARestoreEither() {
    roles.part(CANARY, "c", "e", 0.1, null);
    roles.send(roles.partOf(CANARY, "c", "e", 0.2, null));
    roles.gate.away(roles.decider, "c", NOW);
    GateState away = roles.decider.state();
    roles.decider =
        DeciderHarness.start(DeciderHarness.TOPIC, List.of(), roles.gate.statuses, away, NOW);
    roles.send(roles.partOf(CANARY, "c", "e", 0.5, null));
    OpenCommand newest = roles.decider.open().get(1);
    roles.decider.found(newest.pending(), new Verdict.Sound("c", "sha-c"), NOW);
    roles.gate.listen(roles.decider);
    assertThat(roles.gate.lastStatus().change()).isEqualTo(new RoleChange(CANARY, "e", 0.5, 0));
    roles.gate.sound(roles.decider, "c", NOW + HOUR / 2);
    roles.gate.assertRefused(
        "c", "superseded: its store could not be reached before the later canary");
  }

  @Test
  void anOlderActivationWhoseStoreComesBackUndoesNoPromotion() {
    roles.send(DeciderHarness.command(roles.offset, "v3", null));
    roles.gate.away(roles.decider, "v3", NOW);
    roles.part(CANARY, "c", "e", 0.1, null);
    roles.say(PROMOTE, "e", null);
    roles.gate.sound(roles.decider, "v3", NOW + HOUR / 2);
    roles.gate.assertRefused("v3", "before the later promotion of c was in force");
  }

  @Test
  void anActivationAndAShadowLeaveEachOtherAloneInWhateverOrderTheirStoresComeBack() {
    roles.send(roles.partOf(SHADOW, "s", "e", 0.1, null));
    roles.gate.away(roles.decider, "s", NOW);
    roles.activate("v3", null);
    roles.gate.sound(roles.decider, "s", NOW + HOUR / 2);
    assertThat(roles.gate.lastStatus().reason()).isNull();
    roles.assertAccepted(SHADOW, "s", NOW + HOUR / 2);
  }

  @Test
  void commandsWithoutABundleWaitForTheirTurn() {
    roles.send(roles.partOf(CANARY, "c", "e", 0.1, null));
    roles.say(PROMOTE, "e", null);
    GateState waiting = roles.decider.state();
    assertThat(waiting.pending()).hasSize(2);
    roles.decider =
        DeciderHarness.start(DeciderHarness.TOPIC, List.of(), roles.gate.statuses, waiting, NOW);
    roles.gate.sound(roles.decider, "c", NOW);
    assertThat(roles.gate.statuses)
        .extracting(ModelStatus::kind)
        .endsWith(CANARY, PROMOTE)
        .hasSize(4);
    assertThat(roles.gate.lastStatus().version()).isEqualTo("c");
  }

  @Test
  void aStartWithoutStateKnowsTheRecordAndDecidesNothingAnew() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.say(PROMOTE, "e", 30L);
    roles.say(PROMOTE, "e", 40L);
    List<ModelStatus> record = List.copyOf(roles.gate.statuses);
    roles.gate.timeline.clear();
    List<ControlRecord> commands =
        List.of(RoleHarness.at(3, PROMOTE, "e"), RoleHarness.at(4, PROMOTE, "e"));
    roles.decider = DeciderHarness.start(commands, record);
    roles.gate.listen(roles.decider);
    assertThat(roles.decider.open()).isEmpty();
    assertThat(roles.gate.statuses).isEqualTo(record);
    assertThat(roles.gate.timeline).extracting(Decision::kind).endsWith(CANARY, PROMOTE).hasSize(4);
    roles.say(ROLLBACK, null, null);
    roles.assertAccepted(ROLLBACK, "v2", roles.decider.state().finalUntil() + 1);
  }

  @Test
  void anOlderStateTakesOverTheRolesOfTheRecord() {
    GateState older = roles.decider.state();
    roles.part(CANARY, "c", "e", 0.1, NOW);
    List<ModelStatus> record = List.copyOf(roles.gate.statuses);
    roles.gate.timeline.clear();
    roles.decider = DeciderHarness.start(DeciderHarness.TOPIC, List.of(), record, older, NOW);
    roles.gate.listen(roles.decider);
    assertThat(roles.gate.timeline).extracting(Decision::kind).containsExactly(CANARY);
    roles.send(roles.partOf(SHADOW, "s", "f", 0.1, null));
    roles.gate.sound(roles.decider, "s", NOW);
    roles.assertRefused("experiment e runs then: end it first");
  }

  @Test
  void whatTheStateToldCountsThoughItsRecordIsLostAndIsToldAgain() {
    roles.part(CANARY, "c", "e", 0.1, NOW);
    List<ModelStatus> told = List.copyOf(roles.gate.statuses);
    GateState state = roles.decider.state();
    List<ModelStatus> left = told.subList(0, 2);
    roles.decider = DeciderHarness.start(DeciderHarness.TOPIC, List.of(), left, state, NOW);
    roles.say(PROMOTE, "e", null);
    roles.assertAccepted(PROMOTE, "c", NOW + GateHarness.LEAD + 1);
    roles.decider.checkRecord(left);
    roles.gate.listen(roles.decider);
    assertThat(roles.gate.lastStatus()).isEqualTo(told.get(2));
  }

  @Test
  void whatAnOlderReleaseCouldNotReadStaysRefused() {
    ModelStatus refused =
        new ModelStatus(
                "unknown",
                ModelStatus.State.REJECTED,
                "unknown 'type', known is ACTIVATE",
                null,
                null,
                null,
                "",
                "",
                2,
                null)
            .withControlTopicId(DeciderHarness.TOPIC);
    ControlRecord canary = roles.partOf(CANARY, "c", "e", 0.1, null);
    roles.decider = DeciderHarness.start(List.of(canary), List.of(refused));
    assertThat(roles.decider.open()).isEmpty();
  }
}
