package io.reviewscoring.job.control;

import io.reviewscoring.job.timeline.Decision;
import java.util.List;

/**
 * What the gate must know after a restore.
 *
 * @param finalUntil the last tick's promise, event time in epoch milliseconds
 * @param decided whether any model is in the timeline
 * @param lastOffset of the control topic's records that were received
 * @param overtaking decisions that a pending older command must not undo
 */
public record GateState(
    long finalUntil,
    boolean decided,
    long lastOffset,
    List<PendingCommand> pending,
    List<Decision> overtaking) {}
