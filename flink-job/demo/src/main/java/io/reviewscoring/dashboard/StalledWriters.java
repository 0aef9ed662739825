package io.reviewscoring.dashboard;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends answers to clients that do not read them, which would keep their threads for ever: the JDK's
 * server knows no limit that a stream of events could live with. Thread-safe.
 */
final class StalledWriters implements AutoCloseable {
  private final Duration limit;
  private final Map<Thread, Long> progress = new HashMap<>();
  private long swept = System.nanoTime();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dashboard-stalled");
            thread.setDaemon(true);
            return thread;
          });

  /** An answer that is being written. */
  interface Answer {
    void write() throws IOException;
  }

  /**
   * Begins to watch.
   *
   * @param limit how long an answer may make no progress
   */
  StalledWriters(Duration limit) {
    this.limit = limit;
    long beat = limit.toMillis() / 4;
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Writes an answer on this thread; when it stalls its connection is closed. */
  void watch(Answer answer) throws IOException {
    goesOn();
    try {
      answer.write();
    } finally {
      synchronized (progress) {
        progress.remove(Thread.currentThread());
      }
      // It may have come just now, and is not for the next answer.
      Thread.interrupted();
    }
  }

  /** To be called within {@link #watch} between two writes. */
  void goesOn() {
    synchronized (progress) {
      progress.put(Thread.currentThread(), System.nanoTime());
    }
  }

  /** An interrupt closes the channel that a thread is writing to. */
  private void sweep() {
    synchronized (progress) {
      long now = System.nanoTime();
      // Where the whole machine stood still, writers had no time to go on either.
      boolean onTime = now - swept < limit.toNanos() / 2;
      swept = now;
      progress.forEach(
          (thread, last) -> {
            if (onTime && now - last > limit.toNanos()) {
              thread.interrupt();
            }
          });
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
