package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * A gate with an archive in a directory. Real examiners work in the background, so real time
 * passes; the gate's clock is moved by hand, and faster.
 */
final class GateHarness {
  static final long LEAD = 5_000;
  static final long NOW = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
  private static final long TICK = 200;

  private final Path directory;
  private @Nullable OneInputStreamOperatorTestHarness<ControlRecord, GateMessage> gate;
  private long offset;

  GateHarness(Path directory) {
    this.directory = directory;
  }

  /** Settings whose stores are all files of this machine, and two that fail. */
  GateSettings settings(@Nullable String initial, Duration loadTimeout) {
    return settings(initial, loadTimeout, List.of("file:", "unreliable:", "silent:"));
  }

  GateSettings settings(@Nullable String initial, Duration loadTimeout, List<String> stores) {
    return settings(initial, loadTimeout, stores, directory.resolve("archive").toString());
  }

  private static GateSettings settings(
      @Nullable String initial, Duration loadTimeout, List<String> stores, String archive) {
    return new GateSettings(
        initial,
        archive,
        new AllowedStores(archive, stores),
        Duration.ofMillis(LEAD),
        Duration.ofSeconds(2),
        Duration.ofMillis(TICK),
        loadTimeout,
        Duration.ofMillis(300),
        Duration.ofHours(1),
        1 << 20,
        512);
  }

  /** Settings with an archive elsewhere. */
  GateSettings archivingTo(String archive) {
    return settings(null, Duration.ofSeconds(30), List.of("file:"), archive);
  }

  /** Starts on empty topics. */
  void open() throws Exception {
    open(settings(null, Duration.ofSeconds(30)), List.of(), List.of(), null);
  }

  /** Starts on topics that hold something, perhaps with state. */
  void open(
      GateSettings settings,
      List<ControlRecord> commands,
      List<ModelStatus> statuses,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    ControlLog log =
        () -> new ControlLog.Contents("topic", commands, statuses, CommandTrust.everyone("job"));
    var opened =
        new OneInputStreamOperatorTestHarness<ControlRecord, GateMessage>(
            new ModelGate(settings, log));
    gate = opened;
    opened.setProcessingTime(NOW);
    if (state != null) {
      opened.initializeState(state);
    }
    opened.open();
    offset = commands.size();
  }

  OneInputStreamOperatorTestHarness<ControlRecord, GateMessage> gate() {
    return Objects.requireNonNull(gate);
  }

  static ModelCommand activation(TinyBundles.Written bundle, @Nullable String effectiveFrom) {
    return new ModelCommand(
        bundle.version(), bundle.file().toString(), bundle.sha256(), effectiveFrom);
  }

  /** A command as it stands in the topic. */
  static ControlRecord at(long offset, ModelCommand command) {
    return new ControlRecord(Messages.json(command), offset);
  }

  void command(ModelCommand command) throws Exception {
    send(Messages.json(command));
  }

  void send(byte @Nullable [] value) throws Exception {
    gate().processElement(new StreamRecord<>(new ControlRecord(value, offset++)));
  }

  /** Waits for exactly so many statuses, and for the tick that follows the last of them. */
  List<ModelStatus> statuses(int count) throws Exception {
    for (int i = 0; i < 4_000 && statuses().size() < count; i++) {
      ticks(1);
      Thread.sleep(10);
    }
    ticks(1); // a fast examination is decided as the command arrives, before any tick
    assertThat(statuses()).hasSize(count);
    return statuses();
  }

  void ticks(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      gate().setProcessingTime(clock() + TICK);
    }
  }

  long clock() {
    return gate().getProcessingTime();
  }

  List<GateMessage> messages() {
    return gate().extractOutputValues();
  }

  GateMessage lastMessage() {
    return messages().get(messages().size() - 1);
  }

  /** Where a version's decision stands among the messages, or -1. */
  int indexOfDecision(String version) {
    List<GateMessage> all = messages();
    for (int i = 0; i < all.size(); i++) {
      Decision decision = all.get(i).decision();
      if (decision != null && decision.version().equals(version)) {
        return i;
      }
    }
    return -1;
  }

  List<ModelStatus> statuses() {
    ConcurrentLinkedQueue<StreamRecord<ModelStatus>> output =
        gate().getSideOutput(ModelGate.STATUS);
    List<ModelStatus> statuses = new ArrayList<>();
    if (output != null) {
      output.forEach(element -> statuses.add(element.getValue()));
    }
    return statuses;
  }

  void close() throws Exception {
    if (gate != null) {
      gate.close();
      gate = null;
    }
  }
}
