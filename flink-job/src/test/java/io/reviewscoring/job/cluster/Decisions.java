package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.RecordedRoles;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.ModelStatus.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the status topic says became of the commands that stand in the control topic. */
final class Decisions {
  private final SortedMap<Long, ModelStatus> lastTold = new TreeMap<>();
  private final List<RecordedRoles> timelines = new ArrayList<>();
  private final Set<Long> commands = new HashSet<>();
  private final Set<Long> decided = new HashSet<>();
  private long toldTwice;
  private long rejected;

  private Decisions() {}

  static Decisions read(JobTopics topics, JobConfig config) throws Exception {
    Decisions decisions = new Decisions();
    topics.forEach(config.controlTopic(), command -> decisions.commands.add(command.offset()));
    for (ModelStatus status : topics.statuses()) {
      if (status.state() == State.ACCEPTED || status.state() == State.REJECTED) {
        decisions.note(status);
      }
    }
    decisions.timelines.add(decisions.asToldLast());
    return decisions;
  }

  private void note(ModelStatus status) {
    long offset = status.controlOffset();
    if (!commands.contains(offset) || !decided.add(offset)) {
      toldTwice++;
    }
    if (status.state() == State.REJECTED) {
      rejected++;
    } else {
      if (lastTold.containsKey(offset)) {
        timelines.add(asToldLast());
      }
      lastTold.put(offset, status);
    }
  }

  private RecordedRoles asToldLast() {
    return RecordedRoles.of(lastTold.values());
  }

  /**
   * Whether an event is by the model that was to make it: by all that was told, or, where
   * at-least-once delivery told a decision again, by what had been told until then. A job that goes
   * on from its last checkpoint decides anew what it decided after it, and for other instants; what
   * was visible by then is not taken back.
   */
  boolean made(JsonNode event) {
    return timelines.stream().anyMatch(timeline -> timeline.areThoseOf(event));
  }

  /** All as it was told last. */
  RecordedRoles last() {
    return timelines.get(timelines.size() - 1);
  }

  /** How many there are in the control topic. */
  long commands() {
    return commands.size();
  }

  /** How many of them are neither accepted nor rejected. */
  long undecided() {
    return commands.stream().filter(offset -> !decided.contains(offset)).count();
  }

  /** Decisions beyond a command's first, and those of no command. */
  long toldTwice() {
    return toldTwice;
  }

  long rejected() {
    return rejected;
  }
}
