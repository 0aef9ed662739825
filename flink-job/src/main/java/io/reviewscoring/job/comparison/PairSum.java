package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The comparisons of one pair of models, added up in bounded memory. Not thread-safe. */
final class PairSum {
  /** Of so many windows a later comparison may replace an earlier one. */
  static final int MAX_OPEN = 1_000;

  /** Of so many windows it is known that their last comparison was added. */
  private static final int MAX_CLOSED = 10_000;

  private static final int MAX_LATE = 100;

  private final ModelPair pair;
  private final NavigableMap<Long, Comparison> open = new TreeMap<>();
  private final NavigableSet<Long> closed = new TreeSet<>();

  /** The last late ones: those that are delivered twice come soon after each other. */
  private final Set<Comparison> late =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Comparison, Boolean> eldest) {
              return size() > MAX_LATE;
            }
          });

  /** Final comparisons and late ones. */
  private Differences sum = new Differences();

  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  PairSum(ModelPair pair) {
    this.pair = pair;
  }

  /** Where its last window ends, epoch milliseconds. */
  long to() {
    return to;
  }

  void add(Comparison comparison) {
    if (!comparison.isLate() && closed.contains(comparison.windowStart())) {
      return; // said again: delivered twice
    }
    from = Math.min(from, comparison.windowStart());
    to = Math.max(to, comparison.windowEnd());
    if (comparison.isLate()) {
      if (!late.add(comparison)) {
        return;
      }
      sum = sum.with(Differences.of(comparison));
      return;
    }
    open.put(comparison.windowStart(), comparison);
    if (comparison.isFinal()) {
      close(comparison.windowStart());
    } else if (open.size() > MAX_OPEN) {
      close(open.firstKey());
    }
  }

  private void close(long windowStart) {
    sum = sum.with(Differences.of(Objects.requireNonNull(open.remove(windowStart))));
    closed.add(windowStart);
    if (closed.size() > MAX_CLOSED) {
      closed.pollFirst();
    }
  }

  PairFigures figures() {
    Differences all = sum;
    long notFinal = 0;
    for (Comparison each : open.values()) {
      all = all.with(Differences.of(each));
      notFinal += each.count();
    }
    return new PairFigures(all.comparison(pair, from, to, 0, notFinal == 0, false), notFinal);
  }
}
