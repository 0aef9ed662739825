package io.reviewscoring.job.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkExpectedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user in lines why a job failed and how often it has, and which checkpoints failed while
 * it went on. Not thread-safe.
 */
final class JobFailures {
  /**
   * What Flink fails a job with because of its checkpoints; why these failed it keeps to itself.
   */
  private static final String OF_CHECKPOINTS = "Exceeded checkpoint tolerable failure threshold";

  /** Others end with the tasks that they are of, and mean nothing. */
  private static final List<String> COUNTED =
      Stream.of(
              CheckpointFailureReason.IO_EXCEPTION,
              CheckpointFailureReason.CHECKPOINT_ASYNC_EXCEPTION,
              CheckpointFailureReason.CHECKPOINT_DECLINED,
              CheckpointFailureReason.CHECKPOINT_EXPIRED,
              CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE)
          .map(CheckpointFailureReason::message)
          .toList();

  private static final Duration SAID_EVERY = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final CheckpointPlace place;
  private final Consumer<String> say;

  private long toldUntil;
  private int failures;
  private long lastFailed;
  private int failedInARow;
  private long saidNanos;
  private @Nullable FutureTask<Optional<String>> asked;

  /**
   * @param place of the job's checkpoints
   * @param say takes a line for the user
   */
  JobFailures(CheckpointPlace place, Consumer<String> say) {
    this.place = place;
    this.say = say;
  }

  /** A line for each failure that is new, of a job that Flink is starting again. */
  void tellRestarts(ExecutionGraphInfo job) throws InterruptedException {
    for (var failure : job.getExceptionHistory()) {
      Throwable cause = failure.getException().deserializeError(getClass().getClassLoader());
      boolean ofTheCluster =
          ExceptionUtils.findThrowable(cause, FlinkExpectedException.class).isPresent();
      if (failure.getTimestamp() > toldUntil && !ofTheCluster) {
        toldUntil = failure.getTimestamp();
        failures++;
        say.accept(
            "the job failed and is started again"
                + (failures == 1 ? "" : " (" + failures + " times so far)")
                + ": "
                + reason(cause, job.getArchivedExecutionGraph().getCheckpointStatsSnapshot()));
      }
    }
  }

  private String reason(Throwable cause, @Nullable CheckpointStatsSnapshot checkpoints)
      throws InterruptedException {
    String message = RunCommand.rootMessage(cause);
    FailedCheckpointStats failed =
        checkpoints == null ? null : checkpoints.getHistory().getLatestFailedCheckpoint();
    if (failed == null || !message.startsWith(OF_CHECKPOINTS)) {
      return message;
    }
    lastFailed = Math.max(lastFailed, failed.getCheckpointId());
    return "checkpoint " + failed.getCheckpointId() + " failed: " + reason(failed);
  }

  /** A line, now and then, for checkpoints that failed while the job went on. */
  void tellCheckpoints(CheckpointStatsSnapshot checkpoints) throws InterruptedException {
    List<AbstractCheckpointStats> newestFirst = checkpoints.getHistory().getCheckpoints();
    CompletedCheckpointStats completed = checkpoints.getHistory().getLatestCompletedCheckpoint();
    if (completed != null && completed.getCheckpointId() > lastFailed) {
      failedInARow = 0;
    }
    boolean isFirst = failedInARow == 0;
    FailedCheckpointStats latest = null;
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      if (newestFirst.get(i) instanceof FailedCheckpointStats failed
          && failed.getCheckpointId() > lastFailed
          && isCounted(failed)) {
        latest = failed;
        lastFailed = failed.getCheckpointId();
        failedInARow++;
      }
    }
    boolean isTime = System.nanoTime() - saidNanos > SAID_EVERY.toNanos();
    if (latest != null && (isFirst || isTime)) {
      saidNanos = System.nanoTime();
      say.accept(
          "checkpoint "
              + latest.getCheckpointId()
              + " failed and the job goes on"
              + (failedInARow == 1 ? "" : " (" + failedInARow + " failed in a row)")
              + ": "
              + reason(latest));
    }
  }

  private static boolean isCounted(FailedCheckpointStats failed) {
    String message = failed.getFailureMessage();
    return message != null && COUNTED.stream().anyMatch(message::endsWith);
  }

  private String reason(FailedCheckpointStats failed) throws InterruptedException {
    return obstacle().orElse(String.valueOf(failed.getFailureMessage()));
  }

  /** A disk may answer never. */
  private Optional<String> obstacle() throws InterruptedException {
    FutureTask<Optional<String>> answer = asked;
    if (answer == null || answer.isDone()) {
      answer = new FutureTask<>(place::obstacle);
      asked = answer;
      Thread thread = new Thread(answer, "checkpoint-place");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of("where checkpoints are written, nothing answers");
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }
}
