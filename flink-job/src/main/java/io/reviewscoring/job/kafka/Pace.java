package io.reviewscoring.job.kafka;

import java.util.concurrent.TimeUnit;

/** Holds a work to so many a second at most. For one thread. */
public final class Pace {
  private final long begin = System.nanoTime();
  private final int perSecond;

  public Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until so many may be done; not if the thread is interrupted. */
  public void await(long done) {
    long due = begin + (long) ((double) done / perSecond * TimeUnit.SECONDS.toNanos(1));
    try {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
