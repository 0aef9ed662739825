package io.reviewscoring.job.parse;

import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Parsed;
import java.io.Serializable;
import java.time.Duration;

/**
 * The event times that a run is about.
 *
 * @param from inclusive, epoch milliseconds UTC
 * @param to exclusive, epoch milliseconds UTC
 */
public record EventTimeRange(long from, long to) implements Serializable {

  /** All of time. */
  public static final EventTimeRange ALL = new EventTimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** The same, and the rest of the windows at both ends. */
  public EventTimeRange wholeWindows(Duration size) {
    if (equals(ALL)) {
      return this;
    }
    long millis = size.toMillis();
    return new EventTimeRange(
        Math.floorDiv(from, millis) * millis, -Math.floorDiv(-to, millis) * millis);
  }

  /** Whether an instant, in epoch milliseconds, lies in it. */
  public boolean contains(long instant) {
    return instant >= from && instant < to;
  }

  /**
   * Whether a record belongs to the run. A bad record has no event time and goes by its Kafka
   * record's; one without that belongs to every run, for it must not be lost.
   */
  public boolean holds(Parsed parsed) {
    if (parsed.review() != null) {
      return contains(parsed.review().timestamp());
    }
    DeadLetter letter = parsed.deadLetter();
    return letter == null || letter.timestamp() < 0 || contains(letter.timestamp());
  }
}
