package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What earlier runs decided, as the status topic records it: a start without state takes it as it
 * stands and never decides anew. Not thread-safe.
 */
final class RecordedDecisions {
  private final Set<List<Object>> decided = new HashSet<>();
  private final Map<List<Object>, Decision> accepted = new LinkedHashMap<>();

  private RecordedDecisions() {}

  /** For a start that has state of its own. */
  static RecordedDecisions none() {
    return new RecordedDecisions();
  }

  /**
   * Reads the record.
   *
   * @throws IOException if it can't be read
   */
  static RecordedDecisions read(ControlLog log) throws IOException {
    RecordedDecisions recorded = new RecordedDecisions();
    log.statusRecords().forEach(recorded::add);
    return recorded;
  }

  private void add(ModelStatus status) {
    List<Object> command = identity(status.controlOffset(), status.version());
    switch (status.state()) {
      case ACCEPTED -> {
        // After a failure at-least-once delivery may tell a command's decision twice; the last
        // one holds.
        accepted.remove(command);
        accepted.put(
            command,
            new Decision(
                status.version(),
                requireNonNull(status.sha256()),
                requireNonNull(status.effectiveFrom()),
                status.controlOffset()));
        decided.add(command);
      }
      case REJECTED -> decided.add(command);
      case ACTIVE, STALLED -> {}
    }
  }

  /** Whether a command of the control topic was accepted or refused. */
  boolean contains(long offset, String version) {
    return decided.contains(identity(offset, version));
  }

  /** The accepted ones, in the order of the record. */
  Collection<Decision> accepted() {
    return accepted.values();
  }

  private static List<Object> identity(long offset, String version) {
    return List.of(offset, version);
  }
}
