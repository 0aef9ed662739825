package io.reviewscoring.job.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Decisions that were made before; there is nothing on the control topic for the gate to decide.
 */
final class RecordedTimeline implements ControlLog {
  private static final long serialVersionUID = 1;

  private final ArrayList<String> decisions = new ArrayList<>();

  /**
   * @param decisions each {@code ACCEPTED} with its instant and hash
   */
  RecordedTimeline(List<ModelStatus> decisions) {
    for (ModelStatus decision : decisions) {
      this.decisions.add(new String(Messages.json(decision), UTF_8));
    }
  }

  @Override
  public List<ModelStatus> statusRecords() throws IOException {
    List<ModelStatus> statuses = new ArrayList<>();
    for (String decision : decisions) {
      try {
        statuses.add(Messages.modelStatus(decision.getBytes(UTF_8)));
      } catch (MalformedMessageException e) {
        throw new IOException("a decision can't be read", e);
      }
    }
    return statuses;
  }

  @Override
  public long lastControlOffset() {
    return ModelStatus.INITIAL_OFFSET;
  }

  /**
   * The decisions of the record that say how a range is scored, in the order of their instants:
   * that in force at its beginning and all until its end.
   *
   * @param records the status topic, oldest first
   */
  static List<ModelStatus> decisions(List<ModelStatus> records, EventTimeRange range) {
    NavigableMap<Long, ModelStatus> timeline = new TreeMap<>();
    ControlLog.accepted(records)
        .forEach(status -> timeline.put(requireNonNull(status.effectiveFrom()), status));
    if (timeline.isEmpty()) {
      return List.of();
    }
    Long inForce = timeline.floorKey(range.from());
    long first = inForce == null ? timeline.firstKey() : inForce;
    return List.copyOf(
        timeline.subMap(first, true, Math.max(first, range.to() - 1), true).values());
  }
}
