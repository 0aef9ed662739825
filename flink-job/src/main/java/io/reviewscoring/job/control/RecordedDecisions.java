package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What earlier runs decided, as the status topic records it: a start without state takes it as it
 * stands and never decides anew. Immutable.
 */
final class RecordedDecisions {
  private record Command(long offset, String version) {}

  private final Set<Command> decided = new HashSet<>();
  private final List<Decision> accepted;

  private RecordedDecisions(List<ModelStatus> records) {
    for (ModelStatus status : records) {
      switch (status.state()) {
        case ACCEPTED, REJECTED ->
            decided.add(new Command(status.controlOffset(), status.version()));
        case ACTIVE, STALLED -> {}
      }
    }
    accepted = ControlLog.accepted(records).stream().map(RecordedDecisions::decision).toList();
  }

  /** For a start that has state of its own. */
  static RecordedDecisions none() {
    return new RecordedDecisions(List.of());
  }

  /**
   * Reads the record.
   *
   * @throws IOException if it can't be read
   */
  static RecordedDecisions read(ControlLog log) throws IOException {
    return new RecordedDecisions(log.statusRecords());
  }

  private static Decision decision(ModelStatus status) {
    return new Decision(
        status.version(),
        requireNonNull(status.sha256()),
        requireNonNull(status.effectiveFrom()),
        status.controlOffset());
  }

  /** Whether a command of the control topic was accepted or refused. */
  boolean contains(long offset, String version) {
    return decided.contains(new Command(offset, version));
  }

  /** The accepted ones, in the order of the record. */
  List<Decision> accepted() {
    return accepted;
  }
}
