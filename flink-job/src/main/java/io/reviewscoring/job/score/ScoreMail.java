package io.reviewscoring.job.score;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;

/** Has the task thread fetch scores, which may wait for input: one mail at a time. Thread-safe. */
final class ScoreMail {
  private final MailboxExecutor mailbox;
  private final ThrowingRunnable<Exception> fetch;
  private final AtomicBoolean mailed = new AtomicBoolean();

  /**
   * @param fetch on the task thread, all that has been scored by then
   */
  ScoreMail(MailboxExecutor mailbox, ThrowingRunnable<Exception> fetch) {
    this.mailbox = mailbox;
    this.fetch = fetch;
  }

  /** Something has been scored; on a scoring thread. */
  void send() {
    if (mailed.compareAndSet(false, true)) {
      try {
        mailbox.execute(this::open, "emit scored reviews");
      } catch (RejectedExecutionException e) {
        // The task is ending; if it needs the scores, it waits for them.
      }
    }
  }

  private void open() throws Exception {
    mailed.set(false);
    fetch.run();
  }
}
