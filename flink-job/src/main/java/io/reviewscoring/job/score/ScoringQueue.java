package io.reviewscoring.job.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reviews on their way through the scoring threads, in their order. Guarded by who holds it. */
final class ScoringQueue {

  /** Reviews that are scored together, in their order. */
  static final class Batch {
    final List<InFlight> reviews;

    /** Whether they are scored by the models beside those that make the events. */
    final boolean isBeside;

    private boolean done;

    private Batch(List<InFlight> reviews, boolean isBeside) {
      this.reviews = reviews;
      this.isBeside = isBeside;
    }
  }

  private final boolean isBeside;
  private final Deque<InFlight> waiting = new ArrayDeque<>();

  /** What the threads have taken, in order. */
  private final Deque<Batch> taken = new ArrayDeque<>();

  /**
   * @param isBeside whether the reviews are scored by the models beside those that make the events
   */
  ScoringQueue(boolean isBeside) {
    this.isBeside = isBeside;
  }

  void add(InFlight review) {
    waiting.add(review);
  }

  void addAll(Collection<InFlight> reviews) {
    waiting.addAll(reviews);
  }

  /** How many reviews no thread has taken yet. */
  int waiting() {
    return waiting.size();
  }

  /** The first that no thread has taken yet; null if there is none. */
  @Nullable InFlight first() {
    return waiting.peek();
  }

  /** The next reviews to score; some must wait. */
  Batch take(int most) {
    int count = Math.min(most, waiting.size());
    List<InFlight> reviews = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      reviews.add(waiting.remove());
    }
    Batch batch = new Batch(reviews, isBeside);
    taken.add(batch);
    return batch;
  }

  /**
   * A batch has been scored.
   *
   * @return whether all before it have come out
   */
  boolean done(Batch batch) {
    batch.done = true;
    return taken.peek() == batch;
  }

  /** The next batch, if it is scored by now; it comes out. */
  @Nullable Batch poll() {
    Batch first = taken.peek();
    return first == null || !first.done ? null : taken.remove();
  }
}
