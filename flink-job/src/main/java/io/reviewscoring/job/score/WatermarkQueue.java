package io.reviewscoring.job.score;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/** Watermarks in their places among the reviews that are under way. For the task thread. */
final class WatermarkQueue {

  /**
   * A watermark in its place.
   *
   * @param behind how many reviews came before it
   */
  private record Queued(Watermark mark, long behind) {}

  private final Deque<Queued> queue = new ArrayDeque<>();
  private long in;
  private long out;

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** A review is under way. */
  void entered() {
    in++;
  }

  /** The first review has come out. */
  void left() {
    out++;
  }

  void add(Watermark mark) {
    queue.add(new Queued(mark, in));
  }

  /** The next watermark, if no review is before it; it is taken out. */
  @Nullable Watermark next() {
    Queued first = queue.peek();
    return first == null || first.behind > out ? null : queue.remove().mark;
  }
}
