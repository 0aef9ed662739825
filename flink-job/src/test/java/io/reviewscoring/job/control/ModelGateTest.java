package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.RefusedActivations;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ModelGateTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private TinyBundles.Written bundle;
  private GateHarness gate;

  @BeforeEach
  void writeABundle() {
    bundle = TinyBundles.write(directory, "v1", 1);
    gate = new GateHarness(directory);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @Test
  void anAcceptedModelIsArchivedBroadcastAndToldBeforeTheFirstTick() throws Exception {
    gate.open();
    gate.ticks(3);
    assertThat(gate.messages()).isEmpty();
    gate.command(GateHarness.activation(bundle, "2026-01-01T11:00:00Z"));
    ModelStatus status = gate.statuses(1).get(0);

    assertThat(directory.resolve("archive").resolve(bundle.sha256()))
        .hasSameBinaryContentAs(bundle.file());
    assertThat(gate.messages().get(0).decision())
        .isEqualTo(
            new Decision(
                "v1", bundle.sha256(), Instant.parse("2026-01-01T11:00:00Z").toEpochMilli(), 0));
    assertThat(gate.lastMessage().finalUntil()).isEqualTo(gate.clock() + GateHarness.LEAD);
    assertThat(status.state()).isEqualTo(ModelStatus.State.ACCEPTED);
  }

  @Test
  void anActivationThatComesLateIsMovedJustPastTheLastTick() throws Exception {
    gate.open();
    gate.command(GateHarness.activation(bundle, null));
    gate.statuses(1);
    TinyBundles.Written late = TinyBundles.write(directory, "v2", 2);
    gate.command(GateHarness.activation(late, "2026-01-01T11:00:00Z"));
    ModelStatus status = gate.statuses(2).get(1);
    long lastTick = gate.messages().get(gate.indexOfDecision("v2") - 1).finalUntil();

    assertThat(status.requestedFrom())
        .isEqualTo(Instant.parse("2026-01-01T11:00:00Z").toEpochMilli());
    assertThat(status.effectiveFrom()).isEqualTo(lastTick + 1);
  }

  private GateSettings settings(TinyBundles.Written initial) {
    return gate.settings(initial.file().toString(), DEADLINE);
  }

  @Test
  void theInitialModelCountsOnlyWhereNothingWasDecided() throws Exception {
    gate.open(settings(bundle), List.of(), List.of(), null);
    ModelStatus accepted = gate.statuses(1).get(0);
    assertThat(accepted.controlOffset()).isEqualTo(ModelStatus.INITIAL_OFFSET);
    assertThat(accepted.effectiveFrom()).isZero();
    close();
    TinyBundles.Written other = TinyBundles.write(directory, "v2", 2);
    gate.open(settings(other), List.of(), List.of(accepted), null);
    gate.ticks(3);
    assertThat(gate.statuses()).isEmpty();
    assertThat(Objects.requireNonNull(gate.messages().get(0).decision()).version()).isEqualTo("v1");
  }

  @Test
  void anArchiveThatNoFileSystemHereReachesEndsTheJob() throws Exception {
    gate.open(gate.archivingTo("nowhere:///models"), List.of(), List.of(), null);
    assertThatThrownBy(
            () -> {
              gate.command(GateHarness.activation(bundle, null));
              gate.statuses(1);
            })
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageStartingWith(
            "--model.directory nowhere:///models can't be used: Could not find a file system"
                + " implementation for scheme 'nowhere'");
  }

  @Test
  void pendingCommandsAndTheLastTickSurviveARestore() throws Exception {
    UnreliableFileSystem.reachable = false;
    gate.open();
    gate.command(GateHarness.activation(bundle, null));
    gate.statuses(1);
    TinyBundles.Written next = TinyBundles.write(directory, "v2", 2);
    gate.command(
        new ModelCommand("v2", "unreliable:" + next.file(), next.sha256(), "2026-01-02T00:00:00Z"));
    gate.statuses(2);
    gate.ticks(2);
    long lastTick = gate.lastMessage().finalUntil();
    OperatorSubtaskState snapshot = gate.gate().snapshot(1, 1);
    close();
    UnreliableFileSystem.reachable = true;
    gate.open(gate.settings(null, DEADLINE), List.of(), List.of(), snapshot);
    // The decision may be there too: the fetch may end before the start does.
    assertThat(gate.messages())
        .filteredOn(message -> message.decision() == null)
        .singleElement()
        .satisfies(tick -> assertThat(tick.finalUntil()).isEqualTo(lastTick));
    assertThat(gate.statuses(1).get(0).version()).isEqualTo("v2");
  }

  @Test
  void theEndOfABoundedTopicMakesEverythingFinal() throws Exception {
    gate.open();
    gate.command(GateHarness.activation(bundle, null));
    gate.gate().processWatermark(Watermark.MAX_WATERMARK);
    gate.gate().endInput();
    assertThat(gate.gate().getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);
    assertThat(gate.lastMessage().finalUntil()).isEqualTo(GateMessage.END_OF_TIME);
    assertThat(gate.indexOfDecision("v1")).isZero();
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
    gate.open();
    gate.send("{\"type\":".getBytes(StandardCharsets.UTF_8));
    gate.send("{\"type\":\"DEACTIVATE\"}".getBytes(StandardCharsets.UTF_8));
    gate.send(null);
    assertThat(gate.statuses(2))
        .extracting(ModelStatus::state)
        .containsExactly(ModelStatus.State.REJECTED, ModelStatus.State.REJECTED);
  }

  @Test
  void aStoreThatCantBeReachedIsTriedAgainAndHoldsNothingUp() throws Exception {
    UnreliableFileSystem.reachable = false;
    gate.open();
    gate.command(GateHarness.activation(bundle, null));
    TinyBundles.Written away = TinyBundles.write(directory, "v2", 2);
    gate.command(new ModelCommand("v2", "unreliable:" + away.file(), away.sha256(), null));
    List<ModelStatus> statuses = gate.statuses(2);
    assertThat(statuses)
        .extracting(ModelStatus::state)
        .containsExactlyInAnyOrder(ModelStatus.State.ACCEPTED, ModelStatus.State.STALLED);
    assertThat(statuses)
        .filteredOn(status -> status.state() == ModelStatus.State.STALLED)
        .extracting(ModelStatus::reason)
        .containsExactly("store can't be reached: connection refused; trying again");
    gate.ticks(3);
    assertThat(gate.lastMessage().decision()).as("ticks go on").isNull();

    UnreliableFileSystem.reachable = true;
    assertThat(gate.statuses(3).get(2).state()).isEqualTo(ModelStatus.State.ACCEPTED);
  }

  private void assertRefused(ModelCommand command, String reason) throws Exception {
    gate.open();
    gate.command(command);
    assertThat(gate.statuses(1))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(ModelStatus.State.REJECTED);
              assertThat(status.reason()).contains(reason).doesNotContain("\n").isNotBlank();
            });
    assertThat(gate.messages()).isEmpty();
  }
}
