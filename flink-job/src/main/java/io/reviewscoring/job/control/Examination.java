package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A pending command on its way through the examiner. For the gate's task thread only. */
final class Examination {
  private final PendingCommand pending;
  private @Nullable Future<Verdict> running;
  private int attempts;
  private long nextAttempt = Long.MIN_VALUE;

  Examination(PendingCommand pending) {
    this.pending = pending;
  }

  PendingCommand pending() {
    return pending;
  }

  /** Whether this is the model given at the start. */
  boolean isInitial() {
    return pending.offset() == ModelStatus.INITIAL_OFFSET;
  }

  /** Whether its store could not be reached at least once. */
  boolean isUnreachable() {
    return attempts > 0;
  }

  /** How often its store could not be reached. */
  int attempts() {
    return attempts;
  }

  /** Has the bundle examined in the background, unless it is already or the next try is not due. */
  void start(ExecutorService examiners, BundleExaminer examiner, long clock) {
    if (running == null && clock >= nextAttempt) {
      running =
          examiners.submit(
              () ->
                  isInitial()
                      ? examiner.examineInitial(pending.command().uri())
                      : examiner.examine(pending.command()));
    }
  }

  /** What the examination came to; null while it runs. */
  @Nullable Verdict verdict() {
    if (running == null || !running.isDone()) {
      return null;
    }
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bundle could not be examined", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The store was not reached: another try at an instant of the gate's clock. */
  void retryAt(long clock) {
    running = null;
    attempts++;
    nextAttempt = clock;
  }
}
