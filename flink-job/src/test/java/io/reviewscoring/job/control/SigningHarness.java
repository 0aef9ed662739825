package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOPIC;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.signature.Keys;
import io.reviewscoring.job.signature.SignedCommand;
import io.reviewscoring.job.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate that has a folder of trusted keys, and somebody who signs for it. */
final class SigningHarness {
  static final String JOB = "films";

  final DeciderHarness gate = new DeciderHarness();
  final Path folder;
  final SigningKey key;

  SigningHarness(Path folder) throws IOException {
    this.folder = folder;
    this.key = Keys.trustedIn(folder, "alice");
  }

  static ModelCommand activation(String version) {
    return new ModelCommand(version, "/" + version, "sha-" + version, null);
  }

  static SignedCommand issued(ModelCommand command, long at) {
    return new SignedCommand(command, JOB, at, at + HOUR);
  }

  byte[] signed(ModelCommand command, long at) {
    return issued(command, at).sign(key).bytes();
  }

  CommandTrust trust() {
    return new CommandTrust(JOB, folder.toString(), null);
  }

  /** With the record of what the gate has said so far. */
  Decider start(@Nullable GateState before, byte[]... commands) {
    return start(TOPIC, trust(), before, commands);
  }

  Decider start(
      String topicId, CommandTrust trust, @Nullable GateState before, byte[]... commands) {
    List<ControlRecord> records = new ArrayList<>();
    Arrays.stream(commands).forEach(each -> records.add(new ControlRecord(each, records.size())));
    Decider decider =
        DeciderHarness.start(
            new ControlLog.Contents(topicId, records, List.copyOf(gate.statuses), trust),
            before,
            NOW);
    gate.listen(decider);
    return decider;
  }
}
