package io.reviewscoring.job.score;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Of which ids events are under way, and which watermarks in their places among the events, and
 * then among what is scored beside. For the task thread.
 */
final class UnderWay {
  private final QueuedWatermarks events = new QueuedWatermarks();
  private final QueuedWatermarks beside = new QueuedWatermarks();
  private final Map<String, Integer> ids = new HashMap<>();
  private boolean awaiting;
  private @Nullable Watermark heldBack;

  /** Whether watermarks wait for events. */
  boolean hasWatermarks() {
    return !events.isEmpty();
  }

  /**
   * A review is under way.
   *
   * @return whether it is the only one of its id
   */
  boolean enter(String reviewId) {
    events.enter();
    return ids.merge(reviewId, 1, Integer::sum) == 1;
  }

  /** The first review's event has come out. */
  void leave(InFlight review) {
    if (review.isScoredBeside()) {
      beside.enter();
    }
    events.leave();
    ids.computeIfPresent(review.review.reviewId(), (id, count) -> count == 1 ? null : count - 1);
  }

  /** What was scored beside of the first of those whose events are out has come out. */
  void leaveBeside() {
    beside.leave();
  }

  /**
   * Says whether reviews are still to enter that watermarks must not overtake: those that come in
   * the meantime take their places behind them.
   */
  void await(boolean more) {
    awaiting = more;
    if (!more && heldBack != null) {
      events.add(heldBack);
      heldBack = null;
    }
  }

  void add(Watermark mark) {
    if (awaiting) {
      heldBack = mark;
    } else {
      events.add(mark);
    }
  }

  /**
   * The next watermark, if no event is before it. What it does to the state is to be done now; it
   * goes out as {@link #nextOut}.
   */
  @Nullable Watermark next() {
    Watermark mark = events.next();
    if (mark != null) {
      beside.add(mark);
    }
    return mark;
  }

  /** The next watermark that goes out, if nothing is before it; it is taken out. */
  @Nullable Watermark nextOut() {
    return beside.next();
  }
}
