package io.reviewscoring.job.control;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.timeline.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Decider} with the time and the verdicts that a test gives it, and what it says. */
final class DeciderHarness {
  static final long NOW = GateHarness.NOW;
  static final long TOMORROW = NOW + Duration.ofDays(1).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final String TOPIC = "topic";
  private static final GateSettings SETTINGS =
      new GateHarness(Path.of("/nowhere")).settings(null, Duration.ofSeconds(30));

  final List<Decision> timeline = new ArrayList<>();
  final List<ModelStatus> statuses = new ArrayList<>();

  static ControlRecord command(long offset, String version, @Nullable Long from) {
    return GateHarness.at(
        offset,
        new ModelCommand(
            version,
            "/" + version,
            "sha-" + version,
            from == null ? null : Instant.ofEpochMilli(from).toString()));
  }

  static ModelStatus accepted(String version, long from, long offset) {
    return new ModelStatus(
            version, ACCEPTED, null, null, null, from, "/v", "sha-" + version, offset, null)
        .withControlTopicId(TOPIC);
  }

  static Decider start(List<ControlRecord> commands, List<ModelStatus> record) {
    return start(TOPIC, commands, record, null, NOW);
  }

  static Decider start(
      String topicId,
      List<ControlRecord> commands,
      List<ModelStatus> record,
      @Nullable GateState before,
      long clock) {
    return start(
        new ControlLog.Contents(topicId, commands, record, CommandTrust.everyone("job")),
        before,
        clock);
  }

  static Decider start(ControlLog.Contents log, @Nullable GateState before, long clock) {
    return new Decider(SETTINGS, log, before, clock);
  }

  void sound(Decider decider, String version, long clock) {
    found(decider, version, new Verdict.Sound(version, "sha-" + version), clock);
  }

  void away(Decider decider, String version, long clock) {
    found(decider, version, new Verdict.Unreachable("store can't be reached"), clock);
  }

  void found(Decider decider, String version, Verdict verdict, long clock) {
    for (OpenCommand each : decider.open()) {
      if (each.pending().command().version().equals(version)) {
        decider.found(each.pending(), verdict, clock);
      }
    }
    listen(decider);
  }

  void listen(Decider decider) {
    for (Outcome outcome : decider.outcomes()) {
      if (outcome.decision() != null) {
        timeline.add(outcome.decision());
      }
      if (outcome.status() != null) {
        statuses.add(outcome.status());
      }
    }
  }

  ModelStatus lastStatus() {
    return statuses.get(statuses.size() - 1);
  }

  /** The last that was said is why a version is not taken. */
  void assertRefused(String version, String reason) {
    assertThat(lastStatus().version()).isEqualTo(version);
    assertThat(lastStatus().state()).isEqualTo(ModelStatus.State.REJECTED);
    assertThat(lastStatus().reason()).contains(reason);
  }
}
