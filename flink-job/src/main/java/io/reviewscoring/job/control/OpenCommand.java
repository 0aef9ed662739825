package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A command on its way to a decision. Not thread-safe. */
final class OpenCommand {
  private PendingCommand pending;
  private @Nullable Verdict verdict;
  private int attempts;
  private long nextAttempt = Long.MIN_VALUE;

  OpenCommand(PendingCommand pending) {
    this.pending = pending;
    this.verdict = pending.command().kind().hasBundle() ? null : new Verdict.NoBundle();
  }

  PendingCommand pending() {
    return pending;
  }

  /** Whether this is the model given at the start. */
  boolean isInitial() {
    return pending.offset() == ModelStatus.INITIAL_OFFSET;
  }

  /** Whether its store could not be reached at least once, by this run or an earlier one. */
  boolean isUnreachable() {
    return pending.unreachableSince() != null;
  }

  /** How often its store could not be reached in this run. */
  int attempts() {
    return attempts;
  }

  boolean isDue(long clock) {
    return verdict == null && clock >= nextAttempt;
  }

  /** What its bundle came to; null while nothing is known. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  void judge(Verdict found) {
    verdict = found;
  }

  /** The store was not reached. */
  void retryAt(long clock, Duration interval) {
    attempts++;
    nextAttempt = clock + interval.toMillis();
    if (pending.unreachableSince() == null) {
      pending = pending.unreachable(clock);
    }
  }
}
