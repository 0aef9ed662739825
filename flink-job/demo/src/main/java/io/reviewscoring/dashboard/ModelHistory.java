package io.reviewscoring.dashboard;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Experiment;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the status topic tells of the activations of models. Not thread-safe. */
final class ModelHistory {
  private final int maxActivations;
  private final Map<List<Object>, Course> activations = new LinkedHashMap<>();

  ModelHistory(int maxActivations) {
    this.maxActivations = maxActivations;
  }

  /** Where an activation stands at an instant. */
  enum Phase {
    REFUSED,
    /** Accepted; its instant is still to come. */
    ANNOUNCED,
    /** Its model scores at present, in whatever role. */
    IN_FORCE,
    REPLACED,
    /** Known by its loading only: the decision is older than what was read. */
    LOADED
  }

  /**
   * An activation and what became of it.
   *
   * @param requestedFrom the instant asked for, epoch milliseconds
   * @param effectiveFrom the instant decided, epoch milliseconds
   * @param subtasks how many subtasks have loaded it
   * @param loadMillis of the slowest of them
   * @param reason of the refusal, or why it can't be loaded at present
   * @param change what was asked for; null to put the model in force, or where that is not known
   */
  record Activation(
      String version,
      Phase phase,
      @Nullable Long requestedFrom,
      @Nullable Long effectiveFrom,
      int subtasks,
      long loadMillis,
      @Nullable String reason,
      @Nullable RoleChange change) {}

  /** All statuses of one command. */
  private static final class Course {
    private final String version;
    private final long toldAt;
    private @Nullable String topicId;
    private @Nullable ModelStatus decision;
    private @Nullable String stalled;
    private final Set<Integer> subtasks = new TreeSet<>();
    private long loadMillis;

    Course(String version, long toldAt) {
      this.version = version;
      this.toldAt = toldAt;
    }
  }

  /**
   * Takes the next status of the topic.
   *
   * @param appendedAt when it was written, epoch milliseconds
   */
  void add(ModelStatus status, long appendedAt) {
    List<Object> identity = List.of(status.controlOffset(), status.version());
    String topicId = status.controlTopicId();
    Course known = activations.get(identity);
    if (known != null
        && topicId != null
        && known.topicId != null
        && !topicId.equals(known.topicId)) {
      // The control topic was made anew: another command, to which subtasks now mean this offset.
      activations.remove(identity);
      activations.put(List.of(identity, known.topicId), known);
    }
    Course course =
        activations.computeIfAbsent(identity, key -> new Course(status.version(), appendedAt));
    if (topicId != null) {
      course.topicId = topicId;
    }
    switch (status.state()) {
      case ACCEPTED, REJECTED -> course.decision = status;
      case ACTIVE -> {
        course.subtasks.add(Objects.requireNonNullElse(status.subtask(), 0));
        course.loadMillis =
            Math.max(course.loadMillis, Objects.requireNonNullElse(status.loadMillis(), 0L));
        course.stalled = null;
      }
      case STALLED -> course.stalled = status.reason();
    }
    if (activations.size() > maxActivations) {
      forgetOne(appendedAt);
    }
  }

  /**
   * The eldest of those that score no review any more, or will: any number of refusals may come
   * after what does.
   */
  private void forgetOne(long now) {
    Roles present = timeline().at(now);
    Course eldest = activations.values().iterator().next();
    activations
        .values()
        .remove(
            activations.values().stream()
                .filter(course -> isPast(phase(course.decision, present, now)))
                .findFirst()
                .orElse(eldest));
  }

  private static boolean isPast(Phase phase) {
    return switch (phase) {
      case REFUSED, REPLACED, LOADED -> true;
      case ANNOUNCED, IN_FORCE -> false;
    };
  }

  void clear() {
    activations.clear();
  }

  private Timeline timeline() {
    Timeline timeline = new Timeline();
    for (Course course : activations.values()) {
      ModelStatus decision = course.decision;
      if (decision != null
          && decision.state() == ModelStatus.State.ACCEPTED
          && decision.effectiveFrom() != null) {
        timeline.add(decision(decision, decision.effectiveFrom()));
      }
    }
    return timeline;
  }

  private static Decision decision(ModelStatus accepted, long effectiveFrom) {
    return new Decision(
        accepted.version(),
        Objects.requireNonNullElse(accepted.sha256(), ""),
        effectiveFrom,
        accepted.controlOffset(),
        accepted.change());
  }

  /** The version in force at an instant of event time; null when none is known. */
  @Nullable String inForce(long instant) {
    Decision decision = timeline().inForce(instant);
    return decision == null ? null : decision.version();
  }

  /** When that model was put in force, epoch milliseconds; null when none is known. */
  @Nullable Long inForceSince(long instant) {
    Decision decision = timeline().inForce(instant);
    return decision == null ? null : Long.valueOf(decision.effectiveFrom());
  }

  /** Which models had which roles from one instant of event time to before another. */
  RoleCourse between(long from, long to) {
    return RoleCourse.of(timeline(), from, to);
  }

  /** The experiment that runs at an instant, or the last one that did; null if none is known. */
  @Nullable Experiment experiment(long instant) {
    return timeline().experiment(instant);
  }

  /** The newest activations, the one that was told of last first. */
  List<Activation> newest(int limit, long now) {
    Roles present = timeline().at(now);
    return activations.values().stream()
        .sorted(Comparator.comparingLong((Course course) -> course.toldAt).reversed())
        .limit(limit)
        .map(course -> activation(course, present, now))
        .toList();
  }

  private static Activation activation(Course course, @Nullable Roles present, long now) {
    ModelStatus decision = course.decision;
    return new Activation(
        course.version,
        phase(decision, present, now),
        decision == null ? null : decision.requestedFrom(),
        decision == null ? null : decision.effectiveFrom(),
        course.subtasks.size(),
        course.loadMillis,
        decision != null && decision.state() == ModelStatus.State.REJECTED
            ? decision.reason()
            : course.stalled,
        decision == null ? null : decision.change());
  }

  private static Phase phase(@Nullable ModelStatus decision, @Nullable Roles present, long now) {
    if (decision == null) {
      return Phase.LOADED;
    }
    if (decision.state() == ModelStatus.State.REJECTED) {
      return Phase.REFUSED;
    }
    long from = Objects.requireNonNullElse(decision.effectiveFrom(), 0L);
    if (present != null && present.decisions().contains(decision(decision, from))) {
      return Phase.IN_FORCE;
    }
    return from > now ? Phase.ANNOUNCED : Phase.REPLACED;
  }
}
