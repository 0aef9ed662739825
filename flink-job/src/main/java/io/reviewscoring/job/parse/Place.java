package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.Pointer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a reader of a record may be: a node of the tree of all pointers' names. */
final class Place {
  private final Map<String, Place> below = new HashMap<>();
  private int number = -1;
  private final Set<String> deletions = new HashSet<>();

  /** The place that a pointer leads to from here; made where there is none. */
  Place at(Pointer pointer) {
    Place place = this;
    for (String name : pointer.names()) {
      place = place.below.computeIfAbsent(name, unused -> new Place());
    }
    return place;
  }

  /** The next place; null where no pointer leads. */
  @Nullable Place below(String name) {
    return below.get(name);
  }

  boolean isLeaf() {
    return below.isEmpty();
  }

  /** Gives it a number, unless it has one. */
  int numbered(int next) {
    if (number < 0) {
      number = next;
    }
    return number;
  }

  /** Of what is to be kept; -1 where nothing is. */
  int number() {
    return number;
  }

  /** Has a value here make the record a deletion. */
  void addDeletion(String value) {
    deletions.add(value);
  }

  boolean isMarked() {
    return !deletions.isEmpty();
  }

  boolean isDeletion(String value) {
    return deletions.contains(value);
  }
}
