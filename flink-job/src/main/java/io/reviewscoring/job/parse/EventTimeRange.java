package io.reviewscoring.job.parse;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Parsed;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The event times that a run is about.
 *
 * @param from inclusive, epoch milliseconds UTC
 * @param to exclusive, epoch milliseconds UTC
 */
public record EventTimeRange(long from, long to) implements Serializable {

  /** All of time. */
  public static final EventTimeRange ALL = new EventTimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * What the options {@code --from} and {@code --to} say; open where one is not given.
   *
   * @throws ConfigurationException if they are no instants, or none lies between them
   */
  public static EventTimeRange between(@Nullable String from, @Nullable String to)
      throws ConfigurationException {
    long first = from == null ? ALL.from : instant("--from", from);
    long end = to == null ? ALL.to : instant("--to", to);
    if (Math.max(first, 0) >= end) { // no review is of a time before 1970
      throw new ConfigurationException("--from must be before --to");
    }
    return new EventTimeRange(first, end);
  }

  private static long instant(String option, String text) throws ConfigurationException {
    Instant instant;
    try {
      instant = Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          option + ": '" + text + "' is not an instant such as 2026-01-01T00:00:00Z");
    }
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      return instant.isBefore(Instant.EPOCH) ? ALL.from : ALL.to; // beyond all of time
    }
  }

  /** The same, and the rest of the windows at both ends. */
  public EventTimeRange wholeWindows(Duration size) {
    long millis = size.toMillis();
    return new EventTimeRange(
        from == ALL.from ? from : Math.floorDiv(from, millis) * millis,
        to == ALL.to ? to : -Math.floorDiv(-to, millis) * millis);
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
