package io.reviewscoring.job.control;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static io.reviewscoring.job.message.ModelStatus.State.REJECTED;
import static io.reviewscoring.job.message.ModelStatus.State.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decisions alone: no store, no clock, no Flink. */
class DeciderTest {
  private static final long NOW = GateHarness.NOW;
  private static final long TOMORROW = NOW + Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final String TOPIC = "topic";
  private static final GateSettings SETTINGS =
      new GateHarness(Path.of("/nowhere")).settings(null, Duration.ofSeconds(30));

  private final List<Decision> timeline = new ArrayList<>();
  private final List<ModelStatus> statuses = new ArrayList<>();

  private static ControlRecord command(long offset, String version, @Nullable Long from) {
    return GateHarness.at(
        offset,
        new ModelCommand(
            version,
            "/" + version,
            "sha-" + version,
            from == null ? null : Instant.ofEpochMilli(from).toString()));
  }

  private static ModelStatus accepted(String version, long from, long offset) {
    return new ModelStatus(
            version, ACCEPTED, null, null, null, from, "/v", "sha-" + version, offset, null)
        .withControlTopicId(TOPIC);
  }

  private static Decider start(List<ControlRecord> commands, List<ModelStatus> record) {
    return start(TOPIC, commands, record, null, NOW);
  }

  private static Decider start(
      String topicId,
      List<ControlRecord> commands,
      List<ModelStatus> record,
      @Nullable GateState before,
      long clock) {
    return new Decider(SETTINGS, new ControlLog.Contents(topicId, commands, record), before, clock);
  }

  private void sound(Decider decider, String version, long clock) {
    found(decider, version, new Verdict.Sound(version, "sha-" + version), clock);
  }

  private void away(Decider decider, String version, long clock) {
    found(decider, version, new Verdict.Unreachable("store can't be reached"), clock);
  }

  private void found(Decider decider, String version, Verdict verdict, long clock) {
    for (OpenCommand each : decider.open()) {
      if (each.pending().command().version().equals(version)) {
        decider.found(each.pending(), verdict, clock);
      }
    }
    listen(decider);
  }

  private void listen(Decider decider) {
    for (Outcome outcome : decider.outcomes()) {
      if (outcome.decision() != null) {
        timeline.add(outcome.decision());
      }
      if (outcome.status() != null) {
        statuses.add(outcome.status());
      }
    }
  }

  private ModelStatus lastStatus() {
    return statuses.get(statuses.size() - 1);
  }

  @Test
  void commandsAreDecidedInTheOrderOfTheTopicHoweverTheirExaminationsEnd() {
    Decider decider = start(List.of(command(0, "v1", null), command(1, "v2", null)), List.of());
    sound(decider, "v2", NOW);
    assertThat(timeline).isEmpty();
    sound(decider, "v1", NOW);
    assertThat(timeline).extracting(Decision::version).containsExactly("v1", "v2");
  }

  @Test
  void noTickLeavesBeforeAllThatStoodInTheTopicIsDecidedOrOutOfReach() {
    List<ControlRecord> commands =
        List.of(command(0, "v1", null), command(1, "v2", null), command(2, "v3", null));
    Decider decider = start(commands, List.of());
    sound(decider, "v1", NOW);
    assertThat(decider.tick(NOW)).isEmpty();
    away(decider, "v2", NOW);
    assertThat(decider.tick(NOW)).isEmpty();
    sound(decider, "v3", NOW);
    assertThat(decider.tick(NOW)).contains(GateMessage.tick(NOW + GateHarness.LEAD, NOW));
  }

  @Test
  void theRecordOfDecisionsIsTakenAsItStandsAndNothingIsDecidedAnew() {
    Decider decider = start(List.of(command(0, "v1", 5L)), List.of(accepted("v1", 7, 0)));
    listen(decider);
    assertThat(timeline).containsExactly(new Decision("v1", "sha-v1", 7, 0));
    assertThat(statuses).isEmpty();
    assertThat(decider.open()).isEmpty();
    assertThat(decider.tick(NOW)).isPresent();
  }

  @Test
  void aFirstActivationForALaterInstantIsInForceAtOnceSinceEarlierReviewsTakeItAnyway() {
    Decider decider = start(List.of(command(0, "v1", TOMORROW)), List.of());
    sound(decider, "v1", NOW);
    assertThat(lastStatus().requestedFrom()).isEqualTo(TOMORROW);
    assertThat(lastStatus().effectiveFrom()).isEqualTo(NOW);
  }

  /** v2 is away while v1, which came after it, is decided. */
  private Decider overtaken(@Nullable Long requestedOfTheOlder) {
    Decider decider =
        start(List.of(command(0, "v2", requestedOfTheOlder), command(1, "v1", null)), List.of());
    away(decider, "v2", NOW);
    sound(decider, "v1", NOW);
    assertThat(statuses).extracting(ModelStatus::state).containsExactly(STALLED, ACCEPTED);
    return decider;
  }

  @Test
  void anOlderCommandWhoseStoreComesBackDoesNotUndoANewerOneAfterARestoreEither() {
    Decider decider = start(TOPIC, List.of(), List.of(), overtaken(null).state(), NOW + HOUR / 2);
    sound(decider, "v2", NOW + HOUR / 2);
    assertThat(lastStatus().version()).isEqualTo("v2");
    assertThat(lastStatus().state()).isEqualTo(REJECTED);
    assertThat(lastStatus().reason()).startsWith("superseded").contains("activation of v1");
  }

  @Test
  void anOlderCommandForALaterInstantStillTakesOverThenWhenItsStoreComesBack() {
    Decider decider = overtaken(TOMORROW);
    sound(decider, "v2", NOW + HOUR / 2);
    assertThat(lastStatus().state()).isEqualTo(ACCEPTED);
    assertThat(lastStatus().effectiveFrom()).isEqualTo(TOMORROW);
  }

  @Test
  void anOlderCommandUndoesNoNewerOneAfterAStartWithoutStateEither() {
    Decider decider =
        start(
            List.of(command(0, "v2", null), command(1, "v1", null)), List.of(accepted("v1", 7, 1)));
    sound(decider, "v2", NOW);
    assertThat(lastStatus().version()).isEqualTo("v2");
    assertThat(lastStatus().reason()).startsWith("superseded").contains("v1");
  }

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
    listen(decider);
    assertThat(decider.open()).isEmpty();
    assertThat(statuses).isEmpty();
    assertThat(timeline)
        .containsExactly(
            new Decision("v1", "sha-v1", 5, 0), new Decision("v2", "sha-v2", NOW - HOUR, 1));
  }

  @Test
  void ofAnOlderStateOnlyWhatItLacksIsAdoptedAndItsPendingCommandsToo() {
    Decider decider = start(List.of(command(0, "v1", 5L), command(1, "v2", 6L)), List.of());
    sound(decider, "v1", NOW);
    away(decider, "v2", NOW);
    GateState older = decider.state();
    timeline.clear();
    statuses.clear();

    listen(
        start(
            TOPIC,
            List.of(command(0, "v1", 5L), command(1, "v2", 6L), command(2, "v3", 7L)),
            List.of(accepted("v1", 5, 0), accepted("v3", 8, 2), accepted("v2", 9, 1)),
            older,
            NOW));
    assertThat(timeline).extracting(Decision::version).containsExactly("v3", "v2");
    assertThat(statuses).isEmpty();
  }

  @Test
  void afterARestoreNothingIsDecidedForAnInstantThatEarlierRunsMayHaveCalledFinal() {
    Decider decider = start(List.of(command(0, "v1", 5L)), List.of());
    sound(decider, "v1", NOW);
    assertThat(decider.tick(NOW)).isPresent();
    GateState state = decider.state();

    // The run went on ticking for an hour, and then this state was restored.
    Decider restored = start(TOPIC, List.of(command(1, "v2", NOW)), List.of(), state, NOW + HOUR);
    sound(restored, "v2", NOW + HOUR);
    assertThat(lastStatus().effectiveFrom()).isEqualTo(NOW + HOUR + GateHarness.LEAD + 1);
  }

  @Test
  void decisionsThatTheStateToldAndTheRecordLacksAreToldAgain() {
    Decider decider = start(List.of(command(0, "v1", 5L), command(1, "v2", 6L)), List.of());
    sound(decider, "v1", NOW);
    found(decider, "v2", new Verdict.Refused("no such file"), NOW);
    List<ModelStatus> told = List.copyOf(statuses);
    GateState state = decider.state();
    statuses.clear();

    Decider restored = start(TOPIC, List.of(), told.subList(0, 1), state, NOW);
    listen(restored);
    assertThat(restored.doubtsRecord()).isTrue();
    assertThat(statuses).as("they may yet be committed").isEmpty();
    restored.checkRecord(told.subList(0, 1));
    listen(restored);
    assertThat(statuses).containsExactly(told.get(1));
    assertThat(restored.doubtsRecord()).isFalse();
  }

  @Test
  void inATopicMadeAnewTheSameOffsetAndVersionIsAnotherCommand() {
    // Without state: v1 was in force, then v2; now v1 is asked for again.
    List<ModelStatus> record = List.of(accepted("v1", 5, 0), accepted("v2", 6, 1));
    Decider decider = start("another", List.of(command(0, "v1", null)), record, null, NOW);
    listen(decider);
    sound(decider, "v1", NOW);
    assertThat(timeline).extracting(Decision::version).containsExactly("v1", "v2", "v1");
    assertThat(lastStatus().state()).isEqualTo(ACCEPTED);
    assertThat(lastStatus().controlTopicId()).isEqualTo("another");
  }

  @Test
  void inATopicMadeAnewNothingIsSupersededByTheOldOnesCommands() {
    List<ControlRecord> old =
        List.of(command(0, "v1", null), command(1, "v2", null), command(2, "v3", null));
    Decider decider = start(old, List.of());
    sound(decider, "v1", NOW);
    away(decider, "v2", NOW);
    sound(decider, "v3", NOW);
    GateState state = decider.state();
    statuses.clear();

    Decider restored = start("another", List.of(command(0, "v4", null)), List.of(), state, NOW);
    listen(restored);
    assertThat(lastStatus().version()).isEqualTo("v2");
    assertThat(lastStatus().state()).isEqualTo(REJECTED);
    assertThat(lastStatus().reason()).contains("made anew");
    assertThat(lastStatus().controlTopicId()).isEqualTo(TOPIC);
    sound(restored, "v4", NOW);
    assertThat(lastStatus().state()).isEqualTo(ACCEPTED);
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
    away(decider, "v1", NOW);
    GateState state = decider.state();
    Decider restored = start(TOPIC, List.of(), List.of(), state, NOW + HOUR - 1);
    away(restored, "v1", NOW + HOUR - 1);
    assertThat(statuses).extracting(ModelStatus::state).containsExactly(STALLED);
    away(restored, "v1", NOW + HOUR);
    assertThat(lastStatus().state()).isEqualTo(REJECTED);
    assertThat(lastStatus().reason())
        .isEqualTo(
            "store can't be reached; given up after model.retry-for (3600 s): publish it again");
    assertThat(restored.open()).isEmpty();
  }

  @Test
  void whatLiesOutsideTheStoresIsRefusedWithoutALook() {
    GateSettings closed =
        new GateHarness(Path.of("/nowhere")).settings(null, Duration.ofSeconds(30), List.of());
    Decider decider =
        new Decider(
            closed,
            new ControlLog.Contents(TOPIC, List.of(command(0, "v1", null)), List.of()),
            null,
            NOW);
    listen(decider);
    assertThat(decider.due(NOW)).isEmpty();
    assertThat(lastStatus().state()).isEqualTo(REJECTED);
    assertThat(lastStatus().reason())
        .isEqualTo("uri is neither in model.stores nor in model.directory");
  }
}
