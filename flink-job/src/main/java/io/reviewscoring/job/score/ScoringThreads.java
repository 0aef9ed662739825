package io.reviewscoring.job.score;

import io.reviewscoring.job.score.ScoringQueue.Batch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a subtask's reviews side by side on threads of their own: each first by the model that
 * makes its event, and what scores beside when its event is out and no other review waits for its
 * own. Both come out in the order in which the reviews went in. A thread takes what waits: under
 * load as many as go well together, otherwise the one that is there. The package's side is for the
 * task thread.
 */
final class ScoringThreads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScoringThreads.class);

  /** More would wait for the task thread, which feeds about so many. */
  private static final int MOST = 4;

  /**
   * How long a thread looks away when nothing waits, before it has itself woken: in a quick stream,
   * to wake a thread for each review would cost more than to score it.
   */
  private static final long PAUSE_NANOS = 100_000;

  /**
   * How much work may be under way: enough for the threads to go on while the task thread fires a
   * watermark's timers, little enough for a barrier, which waits for all of it. A batch for each
   * thread and the next ones may be more.
   */
  private static final long AHEAD_NANOS = 30_000_000;

  private static final int MOST_AHEAD = 4_096;

  /**
   * Which part of what may be under way waits to be scored beside, or is events that have gone
   * before the first that waits there, until that takes its turn before they do.
   */
  private static final int BEHIND = 2;

  /** How much the last batch counts in the time that a review takes: one part of so many. */
  private static final int SMOOTHING = 8;

  private static final long STOP_SECONDS = 10;

  private final Runnable onFinished;
  private final Thread[] threads;
  private final int batchSize;
  private final int leastCapacity;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final ScoringQueue events = new ScoringQueue(false);
  private final ScoringQueue beside = new ScoringQueue(true);

  /** How many reviews threads have taken to make their events. */
  private long eventsTaken;

  /** How many may be under way. Written by the task thread. */
  private int capacity;

  private int sleepers;
  private boolean closed;
  private @Nullable Throwable failure;

  /** For the task thread only, like what follows. */
  private int inFlight;

  /** Of a thread; 0 before the first. */
  private long nanosToScore;

  /** Of the task thread; 0 before the first. */
  private long nanosToEmit;

  /**
   * Starts them.
   *
   * @param subtask whose they are
   * @param count how many
   * @param batchSize how many are scored together at most; they are sorted by length, hence more
   *     than go side by side
   * @param onFinished is called on a scoring thread when reviews have been scored
   */
  ScoringThreads(int subtask, int count, int batchSize, Runnable onFinished) {
    this.batchSize = batchSize;
    this.onFinished = onFinished;
    this.threads = new Thread[count];
    // Each has a batch, and the next ones are on their way.
    this.leastCapacity = (count + 2) * batchSize;
    this.capacity = leastCapacity;
    for (int i = 0; i < count; i++) {
      int number = i;
      threads[i] = new Thread(() -> run(number), "scoring " + subtask + "." + i);
      threads[i].setDaemon(true);
    }
    try {
      for (Thread thread : threads) {
        thread.start();
      }
    } catch (Throwable e) {
      close(); // those that could be started
      throw e;
    }
  }

  /**
   * How many threads suit a subtask: its share of the processors, if all subtasks ran here.
   *
   * @param parallelism of the operator
   */
  static int suitable(int parallelism) {
    return Math.max(1, Math.min(MOST, Runtime.getRuntime().availableProcessors() / parallelism));
  }

  /** Whether another review has to wait for {@link #await}. */
  boolean isFull() {
    return inFlight >= capacity;
  }

  /** Whether no review is under way. */
  boolean isEmpty() {
    return inFlight == 0;
  }

  /** Hands a review over; there must be room. */
  void add(InFlight review) {
    synchronized (lock) {
      events.add(review);
      wake();
    }
    inFlight++;
  }

  /**
   * Has those reviews scored beside that have further models, now that their events are out.
   *
   * @param reviews a batch as it came out, which may be changed
   */
  void scoreBeside(List<InFlight> reviews) {
    reviews.removeIf(review -> !review.isScoredBeside());
    if (reviews.isEmpty()) {
      return;
    }
    synchronized (lock) {
      reviews.forEach(review -> review.waitsToBeScoredBeside(eventsTaken));
      beside.addAll(reviews);
      wake();
    }
    inFlight += reviews.size();
  }

  private void wake() {
    if (sleepers > 0) {
      lock.notifyAll();
    }
  }

  /** The next scored reviews, events first; null if there are none by now. */
  @Nullable Batch poll() {
    synchronized (lock) {
      return next();
    }
  }

  /** The next scored reviews, events first; some must be under way. */
  Batch await() throws InterruptedException {
    synchronized (lock) {
      Batch batch = next();
      while (batch == null) {
        lock.wait();
        batch = next();
      }
      return batch;
    }
  }

  private @Nullable Batch next() {
    if (failure instanceof Error error) {
      throw error; // Flink ends the process on some of them
    }
    if (failure != null) {
      throw new IllegalStateException("a review could not be scored", failure);
    }
    Batch batch = events.poll();
    if (batch == null) {
      batch = beside.poll();
    }
    if (batch == null) {
      return null;
    }
    inFlight -= batch.reviews.size();
    InFlight first = batch.reviews.get(0);
    if (batch.isBeside || !first.hasBeside()) {
      nanosToScore = smoothed(nanosToScore, first.nanos());
    }
    return batch;
  }

  /**
   * Says how long the task thread took to emit a review. The slower of both decides how many may be
   * under way.
   */
  void emitted(long nanosAReview) {
    nanosToEmit = smoothed(nanosToEmit, nanosAReview);
    long nanos = Math.max(nanosToScore / threads.length, nanosToEmit);
    long wanted = AHEAD_NANOS / Math.max(1, nanos);
    synchronized (lock) {
      capacity = (int) Math.max(leastCapacity, Math.min(MOST_AHEAD, wanted));
    }
  }

  private static long smoothed(long before, long last) {
    return before == 0 ? last : before + (last - before) / SMOOTHING;
  }

  private void run(int number) {
    BatchScoring scoring = new BatchScoring(number, batchSize);
    try {
      for (Batch batch = take(); batch != null; batch = take()) {
        scoring.score(batch);
        finished(batch, null);
      }
    } catch (Throwable e) {
      finished(null, e);
    }
  }

  /** What this thread is to score; null at the end. */
  private @Nullable Batch take() throws InterruptedException {
    boolean paused = false;
    while (true) {
      synchronized (lock) {
        while (events.waiting() + beside.waiting() == 0 && paused && !closed) {
          sleepers++;
          lock.wait();
          sleepers--;
        }
        if (closed) {
          return null;
        }
        if (events.waiting() + beside.waiting() > 0) {
          Batch batch = due().take(batchSize);
          eventsTaken += batch.isBeside ? 0 : batch.reviews.size();
          return batch;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      paused = true;
    }
  }

  /** The queue whose turn it is. */
  private ScoringQueue due() {
    InFlight first = beside.first();
    long goneBefore = first == null ? 0 : eventsTaken - first.eventsTakenBefore();
    boolean isBehind = Math.max(beside.waiting(), goneBefore) >= capacity / BEHIND;
    return isBehind || events.waiting() == 0 ? beside : events;
  }

  private void finished(@Nullable Batch batch, @Nullable Throwable why) {
    boolean next;
    synchronized (lock) {
      boolean first = batch != null && (batch.isBeside ? beside : events).done(batch);
      failure = failure == null ? why : failure;
      next = failure != null || first;
      if (next) {
        lock.notifyAll();
      }
    }
    if (next) {
      onFinished.run();
    }
  }

  /** Stops them and waits until they have stopped; what is under way is dropped. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        if (thread.isAlive()) {
          LOG.warn("{} has not stopped after {} s", thread.getName(), STOP_SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
