package io.reviewscoring.model.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Tells a work to stop when the JVM goes down, as by Ctrl-C, and keeps the JVM until what there is
 * has been written and said.
 */
final class StopOnExit {
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop runs on a thread of its own
   */
  StopOnExit(Runnable stop) {
    this.hook =
        new Thread(
            () -> {
              stop.run();
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop-on-exit");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The work is over: the JVM may go down. */
  void release() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook is what runs.
    }
  }
}
