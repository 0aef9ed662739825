package io.reviewscoring.job.score;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/** Watermarks in their places among what comes out in the order in which it went in. */
final class QueuedWatermarks {

  /**
   * A watermark in its place.
   *
   * @param behind how many came before it
   */
  private record Queued(Watermark mark, long behind) {}

  private final Deque<Queued> queue = new ArrayDeque<>();
  private long in;
  private long out;

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void enter() {
    in++;
  }

  void leave() {
    out++;
  }

  void add(Watermark mark) {
    queue.add(new Queued(mark, in));
  }

  /** The next watermark, if nothing is before it; it is taken out. */
  @Nullable Watermark next() {
    Queued first = queue.peek();
    return first == null || first.behind > out ? null : queue.remove().mark;
  }
}
