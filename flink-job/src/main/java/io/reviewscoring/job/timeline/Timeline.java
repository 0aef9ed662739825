package io.reviewscoring.job.timeline;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model is in force at which instant of event time. A decision replaces an earlier one of the
 * same instant. Not thread-safe.
 */
public final class Timeline {
  private final NavigableMap<Long, Decision> decisions = new TreeMap<>();

  public void add(Decision decision) {
    decisions.put(decision.effectiveFrom(), decision);
  }

  public boolean isEmpty() {
    return decisions.isEmpty();
  }

  /**
   * The decision in force at an instant; before the first one, the first one.
   *
   * @return null only when the timeline is empty
   */
  public @Nullable Decision inForce(long instant) {
    var entry = decisions.floorEntry(instant);
    if (entry == null) {
      entry = decisions.firstEntry();
    }
    return entry == null ? null : entry.getValue();
  }

  /** The instant of the first decision after this one; null if there is none. */
  public @Nullable Long nextAfter(long instant) {
    return decisions.higherKey(instant);
  }

  /** The decision in force at an instant and all that follow it, in order. */
  public Collection<Decision> inForceAndLater(long instant) {
    Long floor = decisions.floorKey(instant);
    return floor == null ? decisions.values() : decisions.tailMap(floor, true).values();
  }
}
