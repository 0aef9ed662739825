package io.reviewscoring.job.score;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Of which ids reviews are under way, and which watermarks in their places among them. For the task
 * thread.
 */
final class UnderWay {

  /**
   * A watermark in its place.
   *
   * @param behind how many reviews came before it
   */
  private record Queued(Watermark mark, long behind) {}

  private final Deque<Queued> queue = new ArrayDeque<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private long in;
  private long out;
  private boolean awaiting;
  private @Nullable Watermark heldBack;

  boolean hasWatermarks() {
    return !queue.isEmpty();
  }

  /**
   * A review is under way.
   *
   * @return whether it is the only one of its id
   */
  boolean enter(String reviewId) {
    in++;
    return ids.merge(reviewId, 1, Integer::sum) == 1;
  }

  /** The first review has come out. */
  void leave(String reviewId) {
    out++;
    ids.computeIfPresent(reviewId, (id, count) -> count == 1 ? null : count - 1);
  }

  /**
   * Says whether reviews are still to enter that watermarks must not overtake: those that come in
   * the meantime take their places behind them.
   */
  void await(boolean more) {
    awaiting = more;
    if (!more && heldBack != null) {
      queue.add(new Queued(heldBack, in));
      heldBack = null;
    }
  }

  void add(Watermark mark) {
    if (awaiting) {
      heldBack = mark;
    } else {
      queue.add(new Queued(mark, in));
    }
  }

  /** The next watermark, if no review is before it; it is taken out. */
  @Nullable Watermark next() {
    Queued first = queue.peek();
    return first == null || first.behind > out ? null : queue.remove().mark;
  }
}
