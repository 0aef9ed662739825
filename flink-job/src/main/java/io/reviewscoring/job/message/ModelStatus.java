package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * What became of an activation. {@code ACCEPTED} and {@code REJECTED} are the decisions, and their
 * record is the timeline.
 *
 * @param loadMillis how long a subtask took to load the model
 * @param requestedFrom the instant that was asked for, epoch milliseconds; null for none
 * @param effectiveFrom the instant that was decided, epoch milliseconds
 * @param controlOffset of the command; {@value #INITIAL_OFFSET} for the model given at the start
 * @param subtask which score subtask says so; null when the gate does
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
    long controlOffset,
    @Nullable Integer subtask) {

  /** Stands for the offset of an activation that came as an option and not on the topic. */
  public static final long INITIAL_OFFSET = -1;

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
