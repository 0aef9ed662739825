package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gate must know after a restore.
 *
 * @param finalUntil the last tick's promise, event time in epoch milliseconds
 * @param decided whether any model is in the timeline
 * @param lastOffset of the control topic's records that were received
 * @param overtaking decisions that a pending older command must not undo
 * @param topicId of the control topic; null where it is not known, as in the state of 0.1.0
 * @param told the last decisions, as they were told; null in the state of 0.1.0
 * @param lastSigned when the last signed command that was followed was signed, epoch milliseconds;
 *     null while there was none, and in the state of 0.1.0
 */
public record GateState(
    long finalUntil,
    boolean decided,
    long lastOffset,
    List<PendingCommand> pending,
    List<Decision> overtaking,
    @Nullable String topicId,
    @Nullable List<ModelStatus> told,
    @Nullable Long lastSigned) {

  /** Whether the control topic was made anew since. */
  boolean isOfAnotherTopic(ControlLog.Contents log) {
    return topicId == null ? lastOffset > log.lastOffset() : !topicId.equals(log.topicId());
  }
}
