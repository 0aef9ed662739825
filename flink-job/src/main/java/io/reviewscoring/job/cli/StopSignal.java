package io.reviewscoring.job.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process was asked to end, as Ctrl-C does; the cluster in it then ends its job. Until
 * it is closed the process does not end, for a while. Thread-safe.
 */
final class StopSignal implements AutoCloseable {
  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::take, "stop");
  private volatile boolean given;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isGiven() {
    return given;
  }

  private void take() {
    given = true;
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
