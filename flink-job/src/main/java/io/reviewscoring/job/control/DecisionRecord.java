package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a job's statuses record as decided: the truth for every start and every backfill. After a
 * failure at-least-once delivery may tell a command's decision twice; the last one holds.
 * Immutable.
 */
public final class DecisionRecord {
  /** What it asks for is its version; where it names none, its kind. */
  private record Command(@Nullable String topicId, long offset, String asked) {

    static Command of(ModelStatus status) {
      return of(status.controlTopicId(), status.controlOffset(), status.kind(), status.version());
    }

    static Command of(@Nullable String topicId, long offset, Kind kind, String version) {
      return new Command(topicId, offset, kind.hasBundle() ? version : kind.name());
    }
  }

  private final Map<Command, ModelStatus> decisions = new LinkedHashMap<>();

  private DecisionRecord(List<ModelStatus> statuses) {
    for (ModelStatus status : statuses) {
      Command command = Command.of(status);
      switch (status.state()) {
        case ACCEPTED -> {
          decisions.remove(command); // so that it stands where it was told last
          decisions.put(command, status);
        }
        // One that was in force stays so: reviews were scored by it.
        case REJECTED -> decisions.putIfAbsent(command, status);
        case ACTIVE, STALLED -> {}
      }
    }
  }

  /**
   * What statuses record.
   *
   * @param statuses of one job, oldest first
   */
  public static DecisionRecord of(List<ModelStatus> statuses) {
    return of(statuses, null);
  }

  /**
   * The same where the control topic is known.
   *
   * @param topicId of the topic that decisions are of which don't name theirs (they are from before
   *     0.2.0), unless a later one names an earlier topic
   */
  static DecisionRecord of(List<ModelStatus> statuses, @Nullable String topicId) {
    List<ModelStatus> named = new ArrayList<>(statuses);
    String next = topicId;
    for (int i = named.size() - 1; i >= 0; i--) {
      ModelStatus status = named.get(i);
      if (status.controlTopicId() != null) {
        next = status.controlTopicId();
      } else if (status.subtask() == null) {
        named.set(i, status.withControlTopicId(next));
      }
    }
    return new DecisionRecord(named);
  }

  /** What an accepted one says to the score subtasks. */
  public static Decision decision(ModelStatus accepted) {
    return new Decision(
        accepted.version(),
        requireNonNull(accepted.sha256()),
        requireNonNull(accepted.effectiveFrom()),
        accepted.controlOffset(),
        accepted.change());
  }

  /** Whether a command was accepted or refused, be it by a release that could not read it. */
  boolean contains(@Nullable String topicId, long offset, ModelCommand command) {
    return decisions.containsKey(Command.of(topicId, offset, command.kind(), command.version()))
        || decisions.containsKey(new Command(topicId, offset, ModelCommand.UNNAMED));
  }

  /** Whether this command's decision is recorded, or another one of it. */
  boolean contains(ModelStatus decision) {
    return decisions.containsKey(Command.of(decision));
  }

  /** The accepted ones, in the order of the record. */
  public List<ModelStatus> accepted() {
    return decisions.values().stream()
        .filter(status -> status.state() == ModelStatus.State.ACCEPTED)
        .toList();
  }

  /**
   * Those accepted that a state knows nothing of: an earlier run decided them after that state was
   * taken.
   *
   * @param topicId the control topic that the state was read from
   */
  List<ModelStatus> acceptedBeyond(GateState state, @Nullable String topicId) {
    List<ModelStatus> accepted = accepted();
    int lastKnown = -1;
    for (int i = 0; i < accepted.size(); i++) {
      if (isKnown(accepted.get(i), state, topicId)) {
        lastKnown = i;
      }
    }
    List<ModelStatus> beyond = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      ModelStatus status = accepted.get(i);
      boolean sameTopic = Objects.equals(status.controlTopicId(), topicId);
      if (!isKnown(status, state, topicId) && (sameTopic || i > lastKnown)) {
        beyond.add(status);
      }
    }
    return beyond;
  }

  private static boolean isKnown(ModelStatus status, GateState state, @Nullable String topicId) {
    long offset = status.controlOffset();
    if (!Objects.equals(status.controlTopicId(), topicId)) {
      return false;
    }
    return offset == ModelStatus.INITIAL_OFFSET
        ? state.decided()
        : offset <= state.lastOffset()
            && state.pending().stream().noneMatch(pending -> pending.offset() == offset);
  }

  /**
   * Those that say how a range of event time is scored, in the order of their instants: those whose
   * models score at its beginning and all until its end that change something.
   *
   * @param from inclusive, epoch milliseconds
   * @param to exclusive, epoch milliseconds
   */
  public List<ModelStatus> during(long from, long to) {
    Timeline timeline = timeline();
    Roles first = timeline.at(from);
    if (first == null) {
      return List.of();
    }
    NavigableMap<Long, Decision> needed = new TreeMap<>();
    Stream.of(first.inForce(), first.candidate(), first.shadow())
        .filter(Objects::nonNull)
        .forEach(decision -> needed.put(decision.effectiveFrom(), decision));
    // A candidate or a shadow needs a model in force when it begins, though another is by now.
    Decision atFirst = requireNonNull(timeline.inForce(needed.firstKey()));
    needed.put(atFirst.effectiveFrom(), atFirst);
    timeline
        .from(from)
        .map(Roles::by)
        .filter(decision -> decision.effectiveFrom() >= from && decision.effectiveFrom() < to)
        .forEach(decision -> needed.put(decision.effectiveFrom(), decision));
    return needed.values().stream().map(statuses()::get).toList();
  }

  /** The one that put the model in force at an instant; before the first one, the first one. */
  public Optional<ModelStatus> inForce(long instant) {
    return Optional.ofNullable(timeline().inForce(instant)).map(statuses()::get);
  }

  /** The last one accepted of a version. */
  public Optional<ModelStatus> ofVersion(String version) {
    return accepted().stream()
        .filter(status -> status.version().equals(version))
        .reduce((earlier, later) -> later);
  }

  /** Which models score when. */
  public Timeline timeline() {
    Timeline timeline = new Timeline();
    accepted().forEach(status -> timeline.add(decision(status)));
    return timeline;
  }

  private Map<Decision, ModelStatus> statuses() {
    return accepted().stream()
        .collect(
            Collectors.toMap(
                DecisionRecord::decision, Function.identity(), (earlier, later) -> later));
  }
}
