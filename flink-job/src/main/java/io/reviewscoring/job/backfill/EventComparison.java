package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.file.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares sentiment events of two topics by all but {@code previousScore}, which depends on
 * arrival, and {@code text}, which one of them may not carry; {@code evidence} counts where both
 * events carry it. The order does not matter. Keeps 48 bytes of each event in the directory for
 * temporary files, and takes a sixty-fourth of that into memory at a time.
 */
public final class EventComparison implements AutoCloseable {
  private final ScratchFolder scratch;
  private final EventDigests events;
  private final EventDigests others;

  /**
   * @throws IOException if temporary files can't be written
   */
  public EventComparison() throws IOException {
    scratch = ScratchFolder.make("compare").untilExit();
    events = new EventDigests(scratch.path(), "events");
    others = new EventDigests(scratch.path(), "others");
  }

  /** Takes an event of the one side. */
  public void add(ObjectNode event) {
    add(events, event);
  }

  /** Takes an event of the other side. */
  public void addOther(ObjectNode event) {
    add(others, event);
  }

  private static void add(EventDigests side, ObjectNode event) {
    try {
      side.add(EventDigest.of(event));
    } catch (IOException e) {
      throw new UncheckedIOException("temporary files can't be written: " + e.getMessage(), e);
    }
  }

  /**
   * What came of it, when both sides were taken.
   *
   * @throws IOException if temporary files can't be read
   */
  public Difference result() throws IOException {
    long missing = 0;
    long extra = 0;
    long differing = 0;
    for (int part = 0; part < EventDigests.PARTS; part++) {
      Difference here = compare(events.part(part), others.part(part));
      missing += here.missing();
      extra += here.extra();
      differing += here.differing();
    }
    return new Difference(events.size(), others.size(), missing, extra, differing);
  }

  private static Difference compare(List<EventDigest> ones, List<EventDigest> others) {
    Map<EventDigest.Part, List<EventDigest>> unmatched = new HashMap<>();
    for (EventDigest one : ones) {
      unmatched.computeIfAbsent(one.identity(), identity -> new ArrayList<>(1)).add(one);
    }
    Map<EventDigest.Part, Integer> unmatchedOthers = new HashMap<>();
    for (EventDigest other : others) {
      if (!removeOne(unmatched.getOrDefault(other.identity(), List.of()), other)) {
        unmatchedOthers.merge(other.identity(), 1, Integer::sum);
      }
    }
    long missing = 0;
    long extra = unmatchedOthers.values().stream().mapToLong(Integer::longValue).sum();
    long differing = 0;
    for (Map.Entry<EventDigest.Part, List<EventDigest>> left : unmatched.entrySet()) {
      int pairs = Math.min(left.getValue().size(), unmatchedOthers.getOrDefault(left.getKey(), 0));
      differing += pairs;
      missing += left.getValue().size() - pairs;
      extra -= pairs;
    }
    return new Difference(ones.size(), others.size(), missing, extra, differing);
  }

  private static boolean removeOne(List<EventDigest> digests, EventDigest wanted) {
    for (int i = 0; i < digests.size(); i++) {
      if (digests.get(i).agrees(wanted)) {
        digests.remove(i);
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    events.close();
    others.close();
    scratch.close();
  }
}
