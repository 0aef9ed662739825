package io.reviewscoring.job.backfill;

import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.parse.EventTimeRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what is read, and how far the records' timestamps go back within a partition. */
final class ReadCounting implements TallyTap.Counting<Parsed> {
  private static final long serialVersionUID = 1;

  private final EventTimeRange range;

  /** The latest timestamp of each partition's records since this subtask started. */
  private transient @Nullable Map<Integer, Long> latest;

  ReadCounting(EventTimeRange range) {
    this.range = range;
  }

  @Override
  public void count(Parsed parsed, Tally tally) {
    boolean inside = range.holds(parsed);
    if (parsed.review() != null) {
      var origin = parsed.review().origin();
      order(origin.partition(), origin.timestamp(), tally);
      if (inside) {
        tally.reviews++;
      }
    } else if (parsed.deadLetter() != null) {
      order(parsed.deadLetter().partition(), parsed.deadLetter().timestamp(), tally);
      if (inside) {
        tally.deadLetters++;
      }
    } else {
      tally.tombstones++;
    }
    if (!inside) {
      tally.outside++;
    }
  }

  private void order(int partition, long timestamp, Tally tally) {
    if (latest == null) {
      latest = new HashMap<>();
    }
    long before = latest.merge(partition, timestamp, Math::max);
    tally.backMillis = Math.max(tally.backMillis, before - timestamp);
  }
}
