package io.reviewscoring.job.timeline;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models score at which instant of event time: decisions in the order of their instants, each
 * making an entry of the one before it. A decision replaces an earlier one of the same instant. Not
 * thread-safe.
 */
public final class Timeline {
  private final NavigableMap<Long, Decision> decisions = new TreeMap<>();

  /** By the instants of the decisions; empty where they have to be made anew. */
  private final NavigableMap<Long, Roles> entries = new TreeMap<>();

  /** By mark; empty where they have to be found anew. */
  private final Map<Integer, String> versions = new HashMap<>();

  /** When experiments ended, by name: one that has ended doesn't begin again. */
  private final Map<String, Long> ends = new HashMap<>();

  /** What holds before the first decision; null while no model is in force at all. */
  private @Nullable Roles first;

  public void add(Decision decision) {
    decisions.put(decision.effectiveFrom(), decision);
    entries.clear();
    versions.clear();
  }

  public boolean isEmpty() {
    return decisions.isEmpty();
  }

  /**
   * Which models score at an instant. Before the first decision it is the first model that any
   * decision puts in force, alone.
   *
   * @return null only while none is put in force
   */
  public @Nullable Roles at(long instant) {
    var entry = entries().floorEntry(instant);
    return entry == null ? first : entry.getValue();
  }

  /**
   * The decision that put the model in force at an instant; before the first one, the first one.
   *
   * @return null only while none is put in force
   */
  public @Nullable Decision inForce(long instant) {
    Roles roles = at(instant);
    return roles == null ? null : roles.inForce();
  }

  /**
   * The last decision before an instant's that put another model in force than is in force then.
   *
   * @return null if there was no other
   */
  public @Nullable Decision inForceBefore(long instant) {
    Decision present = inForce(instant);
    if (present == null) {
      return null;
    }
    return Stream.concat(
            entries.headMap(instant, true).descendingMap().values().stream(),
            Stream.ofNullable(first))
        .map(Roles::inForce)
        .filter(before -> !before.sha256().equals(present.sha256()))
        .findFirst()
        .orElse(null);
  }

  /** The decision of an instant; null if there is none. */
  public @Nullable Decision of(long instant) {
    return decisions.get(instant);
  }

  /** Whether a model was put in force at an instant or before. */
  public boolean hasBegun(long instant) {
    return decisions.headMap(instant, true).values().stream().anyMatch(Decision::putsInForce);
  }

  /** Whether an experiment ended at an instant or before. */
  public boolean hasEnded(String experiment, long instant) {
    Decision end = endOf(experiment);
    return end != null && end.effectiveFrom() <= instant;
  }

  /** The decision that ended an experiment; null while none has. */
  public @Nullable Decision endOf(String experiment) {
    Long end = entries().isEmpty() ? null : ends.get(experiment);
    return end == null ? null : decisions.get(end);
  }

  /** The experiment that runs at an instant, or the last one that did; null if there was none. */
  public @Nullable Experiment experiment(long instant) {
    Experiment last = null;
    for (Roles roles : entries().headMap(instant, true).values()) {
      String name = roles.experiment();
      if (name != null) {
        Decision began =
            last != null && last.ended() == null && last.name().equals(name)
                ? last.began()
                : roles.by();
        last = new Experiment(name, began, roles, null);
      } else if (last != null && last.ended() == null) {
        last = new Experiment(last.name(), last.began(), last.roles(), roles.by());
      }
    }
    return last;
  }

  /** The instant of the first decision after this one; null if there is none. */
  public @Nullable Long nextAfter(long instant) {
    return decisions.higherKey(instant);
  }

  /** What holds at an instant and all that follows it, in order. */
  public Stream<Roles> from(long instant) {
    return Stream.concat(
        Stream.ofNullable(at(instant)), entries.tailMap(instant, false).values().stream());
  }

  /** The version of the model that has a {@link Decision#mark}; null if none has. */
  public @Nullable String versionOf(int mark) {
    if (versions.isEmpty()) {
      decisions.values().forEach(each -> versions.put(each.mark(), each.version()));
    }
    return versions.get(mark);
  }

  /** All decisions in the order of their instants. */
  public Collection<Decision> decisions() {
    return decisions.values();
  }

  private NavigableMap<Long, Roles> entries() {
    if (entries.isEmpty()) {
      first =
          decisions.values().stream()
              .filter(Decision::putsInForce)
              .findFirst()
              .map(Roles::of)
              .orElse(null);
      ends.clear();
      Roles roles = first;
      if (roles != null) {
        for (Decision decision : decisions.values()) {
          roles = after(roles, decision);
          entries.put(decision.effectiveFrom(), roles);
        }
      }
    }
    return entries;
  }

  /** What was decided for an experiment that ends sooner than was meant then changes nothing. */
  private Roles after(Roles roles, Decision decision) {
    String experiment = decision.experiment();
    if (experiment != null && ends.containsKey(experiment)) {
      return roles;
    }
    Roles next = roles.after(decision);
    if (decision.endsExperiments()) {
      Stream.of(experiment, next.experiment() == null ? roles.experiment() : null)
          .filter(Objects::nonNull)
          .forEach(ended -> ends.putIfAbsent(ended, decision.effectiveFrom()));
    }
    return next;
  }
}
