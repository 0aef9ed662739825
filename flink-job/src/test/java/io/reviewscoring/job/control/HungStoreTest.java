package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.HungStores;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that never answer hold up neither commands nor ticks. */
@SuppressWarnings("NullAway.Init")
class HungStoreTest {
  private static final String SHA256 = "00".repeat(32);

  /** What hangs takes so long; what answers has to on a busy machine too. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @TempDir Path directory;

  private HungStores silent;
  private GateHarness gate;

  @BeforeEach
  void open() throws Exception {
    silent = HungStores.open();
    gate = new GateHarness(directory);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
    silent.close();
    HungStores.release(directory);
    for (int i = 0; i < 1_000 && threads() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(threads()).isZero();
  }

  private List<ModelCommand> hung() throws Exception {
    Path pipe = HungStores.pipe(directory.resolve("pipe"));
    return List.of(
        new ModelCommand("pipe", pipe.toString(), SHA256, null),
        new ModelCommand("socket", silent.uri("model.zip"), SHA256, null));
  }

  @Test
  void activationsAndARollbackAreDecidedWithinTheDeadline() throws Exception {
    gate.open(gate.settings(null, DEADLINE), List.of(), List.of(), null);
    for (ModelCommand command : hung()) {
      gate.command(command);
    }
    TinyBundles.Written first = TinyBundles.write(directory, "v1", 1);
    gate.command(GateHarness.activation(first, null));
    gate.command(GateHarness.activation(TinyBundles.write(directory, "v2", 2), null));
    gate.command(GateHarness.activation(first, null));
    List<ModelStatus> statuses = gate.statuses(5);

    assertThat(statuses)
        .filteredOn(status -> status.state() == ModelStatus.State.STALLED)
        .hasSize(2)
        .extracting(ModelStatus::reason)
        .containsOnly("store can't be reached: no answer within model.load-timeout; trying again");
    assertThat(statuses)
        .filteredOn(status -> status.state() == ModelStatus.State.ACCEPTED)
        .extracting(ModelStatus::version)
        .containsExactly("v1", "v2", "v1");
  }

  @Test
  void afterARestoreTicksLeaveAtOnceThoughTheStoreStillHangs() throws Exception {
    gate.open(gate.settings(null, DEADLINE), List.of(), List.of(), null);
    gate.command(GateHarness.activation(TinyBundles.write(directory, "v1", 1), null));
    gate.statuses(1);
    for (ModelCommand command : hung()) {
      gate.command(command);
    }
    gate.statuses(3);
    OperatorSubtaskState snapshot = gate.gate().snapshot(1, 1);
    gate.close();

    gate.open(gate.settings(null, Duration.ofHours(1)), List.of(), List.of(), snapshot);
    assertThat(gate.messages()).as("a tick").hasSize(1);
  }

  @Test
  void aBackfillsModelIsGivenUpAtTheDeadlineToo() throws Exception {
    BundleExaminer examiner = new BundleExaminer(gate.settings(null, Duration.ofMillis(300)));
    assertThatThrownBy(() -> examiner.admit(hung().get(0).uri()))
        .isInstanceOf(IOException.class)
        .hasMessage("store can't be reached: no answer within model.load-timeout");
  }

  @Test
  void threadsThatHangAreBounded() throws Exception {
    List<ControlRecord> commands = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Path pipe = HungStores.pipe(directory.resolve("pipe" + i));
      commands.add(GateHarness.at(i, new ModelCommand("hung" + i, pipe.toString(), SHA256, null)));
    }
    gate.open(gate.settings(null, Duration.ofMillis(50)), commands, List.of(), null);
    assertThat(gate.statuses(100)).allMatch(each -> each.state() == ModelStatus.State.STALLED);
    assertThat(threads()).isEqualTo(64);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(HungStoreTest::isExaminer).count();
  }

  private static boolean isExaminer(Thread thread) {
    return thread.isAlive() && thread.getName().equals("model-gate");
  }
}
