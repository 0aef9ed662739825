package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOMORROW;
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
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decisions alone: no store, no clock, no Flink. */
class DeciderTest {
  private final DeciderHarness gate = new DeciderHarness();

  @Test
  void commandsAreDecidedInTheOrderOfTheTopicHoweverTheirExaminationsEnd() {
    Decider decider = start(List.of(command(0, "v1", null), command(1, "v2", null)), List.of());
    gate.sound(decider, "v2", NOW);
    assertThat(gate.timeline).isEmpty();
    gate.sound(decider, "v1", NOW);
    assertThat(gate.timeline).extracting(Decision::version).containsExactly("v1", "v2");
  }

  @Test
  void noTickLeavesBeforeAllThatStoodInTheTopicIsDecidedOrOutOfReach() {
    List<ControlRecord> commands =
        List.of(command(0, "v1", null), command(1, "v2", null), command(2, "v3", null));
    Decider decider = start(commands, List.of());
    gate.sound(decider, "v1", NOW);
    assertThat(decider.tick(NOW)).isEmpty();
    gate.away(decider, "v2", NOW);
    assertThat(decider.tick(NOW)).isEmpty();
    gate.sound(decider, "v3", NOW);
    assertThat(decider.tick(NOW)).contains(GateMessage.tick(NOW + GateHarness.LEAD, NOW));
  }

  @Test
  void theRecordOfDecisionsIsTakenAsItStandsAndNothingIsDecidedAnew() {
    Decider decider = start(List.of(command(0, "v1", 5L)), List.of(accepted("v1", 7, 0)));
    gate.listen(decider);
    assertThat(gate.timeline).containsExactly(new Decision("v1", "sha-v1", 7, 0));
    assertThat(gate.statuses).isEmpty();
    assertThat(decider.open()).isEmpty();
    assertThat(decider.tick(NOW)).isPresent();
  }

  @Test
  void aFirstActivationForALaterInstantIsInForceAtOnceSinceEarlierReviewsTakeItAnyway() {
    Decider decider = start(List.of(command(0, "v1", TOMORROW)), List.of());
    gate.sound(decider, "v1", NOW);
    assertThat(gate.lastStatus().requestedFrom()).isEqualTo(TOMORROW);
    assertThat(gate.lastStatus().effectiveFrom()).isEqualTo(NOW);
  }

  /** v2 is away while v1, which came after it, is decided. */
  private Decider overtaken(@Nullable Long requestedOfTheOlder) {
    Decider decider =
        start(List.of(command(0, "v2", requestedOfTheOlder), command(1, "v1", null)), List.of());
    gate.away(decider, "v2", NOW);
    gate.sound(decider, "v1", NOW);
    assertThat(gate.statuses).extracting(ModelStatus::state).containsExactly(STALLED, ACCEPTED);
    return decider;
  }

  @Test
  void anOlderCommandWhoseStoreComesBackDoesNotUndoANewerOneAfterARestoreEither() {
    Decider decider = start(TOPIC, List.of(), List.of(), overtaken(null).state(), NOW + HOUR / 2);
    gate.sound(decider, "v2", NOW + HOUR / 2);
    gate.assertRefused("v2", "superseded: its store could not be reached before the later");
  }

  @Test
  void anOlderCommandForALaterInstantStillTakesOverThenWhenItsStoreComesBack() {
    Decider decider = overtaken(TOMORROW);
    gate.sound(decider, "v2", NOW + HOUR / 2);
    assertThat(gate.lastStatus().state()).isEqualTo(ACCEPTED);
    assertThat(gate.lastStatus().effectiveFrom()).isEqualTo(TOMORROW);
  }

  @Test
  void anOlderCommandUndoesNoNewerOneAfterAStartWithoutStateEither() {
    Decider decider =
        start(
            List.of(command(0, "v2", null), command(1, "v1", null)), List.of(accepted("v1", 7, 1)));
    gate.sound(decider, "v2", NOW);
    assertThat(gate.lastStatus().version()).isEqualTo("v2");
    assertThat(gate.lastStatus().reason()).startsWith("superseded").contains("v1");
  }

  @Test
  void whatLiesOutsideTheStoresIsRefusedWithoutALook() {
    GateSettings closed =
        new GateHarness(Path.of("/nowhere")).settings(null, Duration.ofSeconds(30), List.of());
    Decider decider =
        new Decider(
            closed,
            new ControlLog.Contents(
                TOPIC, List.of(command(0, "v1", null)), List.of(), CommandTrust.everyone("job")),
            null,
            NOW);
    gate.listen(decider);
    assertThat(decider.due(NOW)).isEmpty();
    assertThat(gate.lastStatus().state()).isEqualTo(REJECTED);
    assertThat(gate.lastStatus().reason())
        .isEqualTo("uri is neither in model.stores nor in model.directory");
  }
}
