package io.reviewscoring.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts reviews by the second in which they were written, for so long. Not thread-safe. */
final class ReviewRate {
  private static final int[] SPANS = {60, 120, 300, 600, 900};
  private static final int STEPS = 60;
  private static final int LATEST = 10;
  private static final int MAX_DELAY = 10;

  private final long[] seconds;
  private final long[] counts;
  private long newest = Long.MIN_VALUE;

  /** Remembers the given time, in whole seconds. */
  ReviewRate(Duration history) {
    seconds = new long[Math.toIntExact(history.toSeconds()) + 1];
    counts = new long[seconds.length];
    clear();
  }

  void clear() {
    Arrays.fill(seconds, Long.MIN_VALUE);
    newest = Long.MIN_VALUE;
  }

  /** Counts one review; one that is older than what is remembered changes nothing. */
  void add(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1000L);
    int slot = (int) Math.floorMod(second, (long) seconds.length);
    if (seconds[slot] > second) {
      return;
    }
    if (seconds[slot] < second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
    newest = Math.max(newest, second);
  }

  /**
   * Reviews a second over the latest time.
   *
   * @param from first second, since the epoch
   * @param step seconds that a value covers, the mean of which it is
   * @param latest the mean of the last ten seconds
   */
  record Course(long from, int step, List<Double> perSecond, double latest) {

    /** The second after the last one. */
    long end() {
      return from + (long) step * perSecond.size();
    }
  }

  /**
   * The course up to now. What an exactly-once job writes is seen when its checkpoint completes:
   * the seconds that are still to come to light are left out, for at most {@value #MAX_DELAY} s.
   */
  Course course(long nowMillis) {
    long now = Math.floorDiv(nowMillis, 1000L);
    long end = Math.max(Math.min(newest, now), now - MAX_DELAY);
    long seen = Math.max(1, end - oldest(end));
    int span = spanOf(seen);
    int step = stepOf(span);
    int steps = span / step;
    List<Double> perSecond = new ArrayList<>(steps);
    // Steps begin at multiples of their length, so that a value does not change as time goes on.
    long from = Math.floorDiv(end, step) * step - (long) step * steps;
    for (int i = 0; i < steps; i++) {
      perSecond.add(mean(from + (long) i * step, step));
    }
    return new Course(from, step, perSecond, mean(end - LATEST, LATEST));
  }

  /** The shortest of a few spans, so that the axis rarely changes. */
  private int spanOf(long seen) {
    for (int span : SPANS) {
      if (seen <= span && span < seconds.length) {
        return span;
      }
    }
    return (seconds.length - 1) / stepOf(seconds.length - 1) * stepOf(seconds.length - 1);
  }

  private static int stepOf(int span) {
    return Math.max(1, span / STEPS);
  }

  private long oldest(long end) {
    long oldest = end;
    for (long second : seconds) {
      if (second > end - seconds.length && second < oldest) {
        oldest = second;
      }
    }
    return oldest;
  }

  private double mean(long from, int length) {
    long sum = 0;
    for (long second = from; second < from + length; second++) {
      int slot = (int) Math.floorMod(second, (long) seconds.length);
      sum += seconds[slot] == second ? counts[slot] : 0;
    }
    return (double) sum / length;
  }
}
