package io.reviewscoring.model.text;

import java.util.Arrays;
import java.util.List;

/** A set of names, found by their fingerprints. Immutable. */
final class NameTable {
  private final long[] fingerprints;

  NameTable(List<String> names) {
    fingerprints = names.stream().mapToLong(Fingerprint::of).sorted().toArray();
  }

  /** A place below the number of names, each name's own; below 0 if it is none of them. */
  int find(long fingerprint) {
    return Arrays.binarySearch(fingerprints, fingerprint);
  }
}
