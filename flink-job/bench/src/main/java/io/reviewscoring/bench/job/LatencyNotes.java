package io.reviewscoring.bench.job;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongPredicate;

/**
 * When each review was appended, its event appended, and its event seen, in epoch milliseconds; 0
 * for not yet. Thread-safe.
 */
final class LatencyNotes {
  private final AtomicLongArray appended;
  private final AtomicLongArray written;
  private final AtomicLongArray seen;

  LatencyNotes(int reviews) {
    appended = new AtomicLongArray(reviews);
    written = new AtomicLongArray(reviews);
    seen = new AtomicLongArray(reviews);
  }

  void appended(int review, long millis) {
    appended.set(review, millis);
  }

  /** An event; only a review's first one counts. */
  void event(int review, long writtenMillis, long seenMillis) {
    if (written.compareAndSet(review, 0, writtenMillis)) {
      seen.set(review, seenMillis);
    }
  }

  /** Whether all of the first so many reviews have an event. */
  boolean complete(int reviews) {
    for (int i = reviews - 1; i >= 0; i--) {
      if (seen.get(i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The latencies of the reviews that were appended at certain instants. */
  LatencyFigure figure(String during, LongPredicate instants) {
    int count = 0;
    double[] toWritten = new double[appended.length()];
    double[] toSeen = new double[appended.length()];
    for (int i = 0; i < appended.length(); i++) {
      long at = appended.get(i);
      if (at != 0 && seen.get(i) != 0 && instants.test(at)) {
        toWritten[count] = written.get(i) - at;
        toSeen[count] = seen.get(i) - at;
        count++;
      }
    }
    if (count == 0) {
      throw new IllegalStateException("no reviews " + during);
    }
    Arrays.sort(toWritten, 0, count);
    Arrays.sort(toSeen, 0, count);
    return new LatencyFigure(
        during,
        count,
        percentile(toWritten, count, 0.5),
        percentile(toWritten, count, 0.99),
        percentile(toSeen, count, 0.5),
        percentile(toSeen, count, 0.99));
  }

  private static double percentile(double[] sorted, int count, double share) {
    return sorted[Math.min(count - 1, (int) (count * share))];
  }
}
