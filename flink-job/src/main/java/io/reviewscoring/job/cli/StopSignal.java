package io.reviewscoring.job.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process was asked to end, as Ctrl-C does; the cluster in it then ends its job.
 * Thread-safe.
 */
final class StopSignal implements AutoCloseable {
  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::take, "stop");
  private volatile boolean given;
  private volatile boolean held;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isGiven() {
    return given;
  }

  /** From now on there is something to be said at the end: it waits for the close, for a while. */
  void hold() {
    held = true;
  }

  private void take() {
    given = true;
    if (!held) {
      return;
    }
    try {
      boolean unused = closed.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!given) {
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Too late: it runs, and waits for nothing.
      }
    }
  }
}
