package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.RefusedActivations;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ModelGateTest {
  private static final long LEAD = 5_000;
  private static final long TICK = 200;
  private static final long NOW = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

  @TempDir Path directory;

  private TinyBundles.Written bundle;
  private @Nullable OneInputStreamOperatorTestHarness<ControlRecord, GateMessage> harness;
  private long offset;

  @BeforeEach
  void writeABundle() {
    bundle = TinyBundles.write(directory, "v1", 1);
  }

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void anAcceptedModelIsArchivedBroadcastAndToldBeforeTheFirstTick() throws Exception {
    open(List.of(), -1, null, null);
    ticks(3);
    assertThat(messages()).isEmpty();
    command(bundle, "2026-01-01T11:00:00Z");
    waitForStatuses(1);

    assertThat(directory.resolve("archive").resolve(bundle.sha256()))
        .hasSameBinaryContentAs(bundle.file());
    assertThat(messages().get(0).decision())
        .isEqualTo(
            new Decision(
                "v1", bundle.sha256(), Instant.parse("2026-01-01T11:00:00Z").toEpochMilli(), 0));
    assertThat(messages().get(1).finalUntil()).isEqualTo(clock() + LEAD);
    assertThat(statuses())
        .singleElement()
        .satisfies(status -> assertThat(status.state()).isEqualTo(ModelStatus.State.ACCEPTED));
  }

  @Test
  void anActivationThatComesLateIsMovedJustPastTheLastTick() throws Exception {
    open(List.of(), -1, null, null);
    command(bundle, null);
    waitForStatuses(1);
    TinyBundles.Written late = TinyBundles.write(directory, "v2", 2);
    command(late, "2026-01-01T11:00:00Z");
    waitForStatuses(2);
    List<GateMessage> all = messages();
    int decided = indexOfDecision("v2");
    long lastTick = all.get(decided - 1).finalUntil();
    assertThat(statuses().get(1).requestedFrom())
        .isEqualTo(Instant.parse("2026-01-01T11:00:00Z").toEpochMilli());
    assertThat(statuses().get(1).effectiveFrom()).isEqualTo(lastTick + 1);
  }

  @Test
  void noTickLeavesBeforeAllThatStoodInTheTopicIsDecided() throws Exception {
    TinyBundles.Written other = TinyBundles.write(directory, "v2", 2);
    open(List.of(), 1, null, null);
    command(bundle, null);
    waitForStatuses(1);
    ticks(5);
    assertThat(messages()).extracting(GateMessage::decision).doesNotContainNull();
    command(other, null);
    waitForStatuses(2);
    ticks(1);
    assertThat(messages().get(messages().size() - 1).decision()).isNull();
  }

  @Test
  void theRecordOfDecisionsIsTakenAsItStandsAndNothingIsDecidedAnew() throws Exception {
    ModelStatus accepted =
        new ModelStatus(
            "v1",
            ModelStatus.State.ACCEPTED,
            null,
            null,
            5L,
            7L,
            bundle.file().toString(),
            bundle.sha256(),
            0,
            null);
    open(List.of(accepted), 0, null, null);
    command(bundle, "2020-01-01T00:00:00Z");
    ticks(3);
    assertThat(messages().get(0).decision()).isEqualTo(new Decision("v1", bundle.sha256(), 7, 0));
    assertThat(statuses()).isEmpty();
  }

  @Test
  void theInitialModelCountsOnlyWhereNothingWasDecided() throws Exception {
    open(List.of(), -1, bundle.file().toString(), null);
    waitForStatuses(1);
    assertThat(statuses().get(0).controlOffset()).isEqualTo(ModelStatus.INITIAL_OFFSET);
    assertThat(statuses().get(0).effectiveFrom()).isZero();
    ModelStatus accepted = statuses().get(0);
    close();
    TinyBundles.Written other = TinyBundles.write(directory, "v2", 2);
    open(List.of(accepted), -1, other.file().toString(), null);
    ticks(3);
    assertThat(statuses()).isEmpty();
    assertThat(Objects.requireNonNull(messages().get(0).decision()).version()).isEqualTo("v1");
  }

  @Test
  void pendingCommandsAndTheLastTickSurviveARestore() throws Exception {
    open(List.of(), -1, null, null);
    command(bundle, null);
    waitForStatuses(1);
    ticks(2);
    long lastTick = messages().get(messages().size() - 1).finalUntil();
    TinyBundles.Written next = TinyBundles.write(directory, "v2", 2);
    commandWithoutWaiting(next, "2026-01-01T00:00:00Z");
    OperatorSubtaskState snapshot = Objects.requireNonNull(harness).snapshot(1, 1);
    boolean undecided = statuses().size() == 1;
    close();
    open(List.of(), 1, null, snapshot);
    if (undecided) {
      waitForStatuses(1);
      assertThat(statuses().get(0).effectiveFrom()).isEqualTo(lastTick + 1);
    }
  }

  @Test
  void theEndOfABoundedTopicMakesEverythingFinal() throws Exception {
    open(List.of(), 0, null, null);
    commandWithoutWaiting(bundle, null);
    Objects.requireNonNull(harness).processWatermark(Watermark.MAX_WATERMARK);
    Objects.requireNonNull(harness).endInput();
    assertThat(harness.getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);
    GateMessage last = messages().get(messages().size() - 1);
    assertThat(last.finalUntil()).isEqualTo(GateMessage.END_OF_TIME);
    assertThat(indexOfDecision("v1")).isZero();
  }

  @TestFactory
  Stream<DynamicTest> whatTheJobCantServeIsRefusedWithItsReason() throws Exception {
    return new RefusedActivations(directory, bundle)
        .all().entrySet().stream()
            .map(
                refused ->
                    DynamicTest.dynamicTest(
                        refused.getValue(),
                        () -> {
                          assertRefused(refused.getKey(), refused.getValue());
                          close();
                        }));
  }

  @Test
  void anotherVersionThanTheBundlesIsRefused() throws Exception {
    assertRefused(
        new ModelCommand("v9", bundle.file().toString(), bundle.sha256(), null),
        "the bundle's version is 'v1'");
  }

  @Test
  void aControlRecordThatIsNoCommandIsRefused() throws Exception {
    open(List.of(), -1, null, null);
    send("{\"type\":".getBytes(StandardCharsets.UTF_8));
    send("{\"type\":\"DEACTIVATE\"}".getBytes(StandardCharsets.UTF_8));
    send(null);
    waitForStatuses(2);
    assertThat(statuses())
        .extracting(ModelStatus::state)
        .containsExactly(ModelStatus.State.REJECTED, ModelStatus.State.REJECTED);
  }

  @Test
  void aStoreThatCantBeReachedIsTriedAgainAndHoldsNothingUp() throws Exception {
    UnreliableFileSystem.reachable = false;
    open(List.of(), 1, null, null);
    commandWithoutWaiting(bundle, null);
    command(
        new ModelCommand(
            "v2", "unreliable:" + bundleNamed("v2").file(), bundleNamed("v2").sha256(), null));
    waitForStatuses(2);
    assertThat(statuses())
        .extracting(ModelStatus::state)
        .containsExactly(ModelStatus.State.ACCEPTED, ModelStatus.State.STALLED);
    assertThat(statuses().get(1).reason()).contains("store can't be reached").contains("trying");
    ticks(3);
    assertThat(messages().get(messages().size() - 1).decision()).as("ticks go on").isNull();

    UnreliableFileSystem.reachable = true;
    waitForStatuses(3);
    assertThat(statuses().get(2).state()).isEqualTo(ModelStatus.State.ACCEPTED);
  }

  private void commandOneWhoseStoreIsAwayAndThenANewerOne(@Nullable String effectiveFrom)
      throws Exception {
    UnreliableFileSystem.reachable = false;
    open(List.of(), 1, null, null);
    TinyBundles.Written older = TinyBundles.write(directory, "v2", 2);
    command(new ModelCommand("v2", "unreliable:" + older.file(), older.sha256(), effectiveFrom));
    waitForStatuses(1);
    command(bundle, null);
    waitForStatuses(2);
  }

  @Test
  void anOlderCommandWhoseStoreComesBackDoesNotUndoANewerOne() throws Exception {
    commandOneWhoseStoreIsAwayAndThenANewerOne(null);
    OperatorSubtaskState snapshot = Objects.requireNonNull(harness).snapshot(1, 1);
    close();
    UnreliableFileSystem.reachable = true;
    open(List.of(), 1, null, snapshot);
    waitForStatuses(1);
    assertThat(statuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.version()).isEqualTo("v2");
              assertThat(status.state()).isEqualTo(ModelStatus.State.REJECTED);
              assertThat(status.reason()).contains("superseded").contains("v1");
            });
  }

  @Test
  void anOlderCommandForALaterInstantStillTakesOverThenWhenItsStoreComesBack() throws Exception {
    commandOneWhoseStoreIsAwayAndThenANewerOne("2026-01-02T00:00:00Z");
    UnreliableFileSystem.reachable = true;
    waitForStatuses(3);
    assertThat(statuses().get(2).state()).isEqualTo(ModelStatus.State.ACCEPTED);
    assertThat(statuses().get(2).effectiveFrom())
        .isEqualTo(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
  }

  @Test
  void anOlderCommandUndoesNoNewerOneAfterAStartWithoutStateEither() throws Exception {
    TinyBundles.Written older = TinyBundles.write(directory, "v2", 2);
    ModelStatus newer =
        new ModelStatus(
            "v1", ModelStatus.State.ACCEPTED, null, null, 5L, 7L, "u", bundle.sha256(), 1, null);
    open(List.of(newer), 1, null, null);
    ticks(2);
    command(older, null);
    command(bundle, null);
    waitForStatuses(1);
    assertThat(statuses().get(0).version()).isEqualTo("v2");
    assertThat(statuses().get(0).reason()).contains("superseded").contains("v1");
  }

  @Test
  void aFirstActivationForALaterInstantIsInForceAtOnceSinceEarlierReviewsTakeItAnyway()
      throws Exception {
    open(List.of(), 0, null, null);
    command(bundle, "2026-01-02T00:00:00Z");
    waitForStatuses(1);
    assertThat(statuses().get(0).requestedFrom())
        .isEqualTo(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
    assertThat(statuses().get(0).effectiveFrom()).isLessThanOrEqualTo(clock());
  }

  private TinyBundles.Written bundleNamed(String version) {
    return TinyBundles.write(directory, version, 2);
  }

  private void assertRefused(ModelCommand command, String reason) throws Exception {
    open(List.of(), -1, null, null);
    command(command);
    waitForStatuses(1);
    assertThat(statuses())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(ModelStatus.State.REJECTED);
              assertThat(status.reason()).contains(reason).doesNotContain("\n").isNotBlank();
            });
    assertThat(messages()).isEmpty();
  }

  private void open(
      List<ModelStatus> history,
      long lastControlOffset,
      @Nullable String initial,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    var settings =
        new GateSettings(
            initial,
            directory.resolve("archive").toString(),
            Duration.ofMillis(LEAD),
            Duration.ofSeconds(2),
            Duration.ofMillis(TICK),
            Duration.ofMillis(300),
            1 << 20,
            512);
    var opened =
        new OneInputStreamOperatorTestHarness<ControlRecord, GateMessage>(
            new ModelGate(settings, new FixedLog(history, lastControlOffset)));
    harness = opened;
    opened.setProcessingTime(NOW);
    if (state != null) {
      opened.initializeState(state);
    }
    opened.open();
  }

  private void command(TinyBundles.Written written, @Nullable String effectiveFrom)
      throws Exception {
    command(
        new ModelCommand(
            written.version(), written.file().toString(), written.sha256(), effectiveFrom));
  }

  private void commandWithoutWaiting(TinyBundles.Written written, @Nullable String from)
      throws Exception {
    command(written, from);
  }

  private void command(ModelCommand command) throws Exception {
    send(Messages.json(command));
  }

  private void send(byte @Nullable [] value) throws Exception {
    Objects.requireNonNull(harness)
        .processElement(new StreamRecord<>(new ControlRecord(value, offset++)));
  }

  /** Real examiners work in the background: real time passes, the gate's clock with it. */
  private void waitForStatuses(int count) throws Exception {
    for (int i = 0; i < 1_000 && statuses().size() < count; i++) {
      Thread.sleep(10);
      ticks(1);
    }
    assertThat(statuses()).hasSize(count);
  }

  private void ticks(int count) throws Exception {
    var open = Objects.requireNonNull(harness);
    for (int i = 0; i < count; i++) {
      open.setProcessingTime(open.getProcessingTime() + TICK);
    }
  }

  private long clock() {
    return Objects.requireNonNull(harness).getProcessingTime();
  }

  private List<GateMessage> messages() {
    return Objects.requireNonNull(harness).extractOutputValues();
  }

  private int indexOfDecision(String version) {
    List<GateMessage> all = messages();
    for (int i = 0; i < all.size(); i++) {
      Decision decision = all.get(i).decision();
      if (decision != null && decision.version().equals(version)) {
        return i;
      }
    }
    return -1;
  }

  private List<ModelStatus> statuses() {
    ConcurrentLinkedQueue<StreamRecord<ModelStatus>> output =
        Objects.requireNonNull(harness).getSideOutput(ModelGate.STATUS);
    List<ModelStatus> statuses = new ArrayList<>();
    if (output != null) {
      output.forEach(element -> statuses.add(element.getValue()));
    }
    return statuses;
  }

  private record FixedLog(List<ModelStatus> statusRecords, long lastControlOffset)
      implements ControlLog {}
}
