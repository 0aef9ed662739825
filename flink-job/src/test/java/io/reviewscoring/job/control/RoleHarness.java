package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decider with v1 in force from 5 on and v2 from 10 on, and commands about roles. */
final class RoleHarness {
  final DeciderHarness gate = new DeciderHarness();
  Decider decider = DeciderHarness.start(List.of(), List.of());
  long offset;

  RoleHarness() {
    activate("v1", 5L);
    activate("v2", 10L);
  }

  void activate(String version, @Nullable Long from) {
    send(DeciderHarness.command(offset, version, from));
    gate.sound(decider, version, NOW);
  }

  void send(ControlRecord command) {
    assertThat(decider.deliver(command, NOW)).isTrue();
    offset++;
    gate.listen(decider);
  }

  /** A candidate or a shadow, whose bundle is sound. */
  void part(Kind kind, String version, String experiment, double share, @Nullable Long at) {
    send(partOf(kind, version, experiment, share, at));
    gate.sound(decider, version, NOW);
  }

  ControlRecord partOf(
      Kind kind, String version, String experiment, double share, @Nullable Long at) {
    ModelCommand plain =
        new ModelCommand(
            version,
            "/" + version,
            "sha-" + version,
            text(at),
            new RoleChange(kind, experiment, share, 0));
    return GateHarness.at(offset, plain);
  }

  void say(Kind kind, @Nullable String experiment, @Nullable Long at) {
    send(
        GateHarness.at(
            offset, ModelCommand.withoutBundle(text(at), new RoleChange(kind, experiment, 0, 0))));
  }

  void assertAccepted(Kind kind, String version, long from) {
    ModelStatus last = gate.lastStatus();
    assertThat(last.reason()).isNull();
    assertThat(last.state()).isEqualTo(ModelStatus.State.ACCEPTED);
    assertThat(last.kind()).isEqualTo(kind);
    assertThat(last.version()).isEqualTo(version);
    assertThat(last.sha256()).isEqualTo("sha-" + version);
    assertThat(last.effectiveFrom()).isEqualTo(from);
    Decision decision = gate.timeline.get(gate.timeline.size() - 1);
    assertThat(DecisionRecord.decision(last)).isEqualTo(decision);
  }

  void assertRefused(String reason) {
    assertThat(gate.lastStatus().state()).isEqualTo(ModelStatus.State.REJECTED);
    assertThat(gate.lastStatus().reason()).isEqualTo(reason);
    assertThat(gate.lastStatus().controlOffset()).isEqualTo(offset - 1);
  }

  private static @Nullable String text(@Nullable Long at) {
    return at == null ? null : Instant.ofEpochMilli(at).toString();
  }

  static ControlRecord at(long offset, Kind kind, String experiment) {
    return GateHarness.at(
        offset, ModelCommand.withoutBundle(null, new RoleChange(kind, experiment, 0, 0)));
  }
}
