package io.reviewscoring.job.message;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command. {@code ACCEPTED} and {@code REJECTED} are the decisions, and their
 * record is the timeline.
 *
 * @param loadMillis how long a subtask took to load the model
 * @param requestedFrom the instant that was asked for, epoch milliseconds; null for none
 * @param effectiveFrom the instant that was decided, epoch milliseconds
 * @param controlTopicId of the topic that the offset is one of; null in a subtask's records and in
 *     those of 0.1.0
 * @param controlOffset of the command; {@value #INITIAL_OFFSET} for the model given at the start
 * @param subtask which score subtask says so; null when the gate does
 * @param job whose status it is; null until it is written, and in the records of 0.1.0
 * @param change what was asked for and decided; null where it is to put the model in force
 * @param envelope the signed command's envelope, as JSON; null where the command came without one
 */
public record ModelStatus(
    String version,
    State state,
    @Nullable String reason,
    @Nullable Long loadMillis,
    @Nullable Long requestedFrom,
    @Nullable Long effectiveFrom,
    @Nullable String uri,
    @Nullable String sha256,
    @Nullable String controlTopicId,
    long controlOffset,
    @Nullable Integer subtask,
    @Nullable String job,
    @Nullable RoleChange change,
    @Nullable String envelope)
    implements Serializable {

  /** Stands for the offset of an activation that came as an option and not on the topic. */
  public static final long INITIAL_OFFSET = -1;

  /** One that names neither control topic nor job. */
  public ModelStatus(
      String version,
      State state,
      @Nullable String reason,
      @Nullable Long loadMillis,
      @Nullable Long requestedFrom,
      @Nullable Long effectiveFrom,
      @Nullable String uri,
      @Nullable String sha256,
      long controlOffset,
      @Nullable Integer subtask) {
    this(
        version,
        state,
        reason,
        loadMillis,
        requestedFrom,
        effectiveFrom,
        uri,
        sha256,
        null,
        controlOffset,
        subtask,
        null,
        null,
        null);
  }

  /** The same with the control topic that its offset is one of. */
  public ModelStatus withControlTopicId(@Nullable String id) {
    return with(id, job, change, envelope);
  }

  /** The same with the name of the job whose status it is. */
  public ModelStatus withJob(String name) {
    return with(controlTopicId, name, change, envelope);
  }

  /** The same with what was asked for. */
  public ModelStatus withChange(@Nullable RoleChange asked) {
    return with(controlTopicId, job, asked, envelope);
  }

  /** The same with the envelope that the command came in. */
  public ModelStatus withEnvelope(@Nullable String json) {
    return with(controlTopicId, job, change, json);
  }

  private ModelStatus with(
      @Nullable String topicId,
      @Nullable String jobName,
      @Nullable RoleChange asked,
      @Nullable String json) {
    return new ModelStatus(
        version,
        state,
        reason,
        loadMillis,
        requestedFrom,
        effectiveFrom,
        uri,
        sha256,
        topicId,
        controlOffset,
        subtask,
        jobName,
        asked,
        json);
  }

  /** What kind of change was asked for. */
  public RoleChange.Kind kind() {
    return change == null ? RoleChange.Kind.ACTIVATE : change.kind();
  }

  /** Whether it counts for a job: those of 0.1.0 name none and count for every one. */
  public boolean isOf(String jobName) {
    return job == null || job.equals(jobName);
  }

  /** The life of an activation. */
  public enum State {
    /** Decided: the model will be, or is, in force from {@code effectiveFrom}. */
    ACCEPTED,
    /** Refused for good, with the reason. */
    REJECTED,
    /** A subtask scores with it. */
    ACTIVE,
    /** Wanted, but not to be had at present; tried again. */
    STALLED
  }
}
