package io.reviewscoring.job.cluster;

import java.io.IOException;
import java.time.Duration;

/** For what other processes do in their own time. */
final class Waiting {
  private static final long POLL_MILLIS = 100;

  /** Something to be asked of another process, which may not answer yet. */
  interface Question {
    boolean holds() throws IOException;
  }

  private Waiting() {}

  /**
   * Asks until the answer is yes.
   *
   * @throws IOException when it isn't in time, or when interrupted
   */
  static void until(String what, Duration limit, Question question) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!holds(question)) {
      if (System.nanoTime() > end) {
        throw new IOException("waited " + limit.toSeconds() + " s in vain until " + what);
      }
      pause(POLL_MILLIS);
    }
  }

  private static boolean holds(Question question) {
    try {
      return question.holds();
    } catch (IOException e) {
      return false;
    }
  }

  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
