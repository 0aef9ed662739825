package io.reviewscoring.job.timeline;

import org.jspecify.annotations.Nullable;

/**
 * What the gate tells all score subtasks: a decision, or a tick. A tick promises that no later
 * decision takes an instant at or before {@code finalUntil}.
 *
 * @param decision null for a tick
 * @param finalUntil event time, epoch milliseconds; {@link Long#MAX_VALUE} in a bounded run's last
 * @param clock the gate's clock at the tick, epoch milliseconds
 */
public record GateMessage(@Nullable Decision decision, long finalUntil, long clock) {

  /** Nothing is final yet. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Every instant is final. */
  public static final long END_OF_TIME = Long.MAX_VALUE;

  public static GateMessage decided(Decision decision) {
    return new GateMessage(decision, NEVER, NEVER);
  }

  public static GateMessage tick(long finalUntil, long clock) {
    return new GateMessage(null, finalUntil, clock);
  }
}
