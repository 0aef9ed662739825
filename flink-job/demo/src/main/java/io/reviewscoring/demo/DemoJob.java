package io.reviewscoring.demo;

import io.reviewscoring.job.cli.JobEnvironment;
import io.reviewscoring.job.config.JobConfig;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;

/** The job in a mini cluster of this process, which ends with the job. */
final class DemoJob implements AutoCloseable {
  private static final long CANCEL_SECONDS = 20;

  private final JobClient client;

  private DemoJob(JobClient client) {
    this.client = client;
  }

  static DemoJob start(JobConfig config) throws DemoException {
    try {
      return new DemoJob(JobEnvironment.startLocally(config, null));
    } catch (Exception e) {
      throw DemoException.because("the job does not start", e);
    }
  }

  boolean hasEnded() {
    return client.getJobExecutionResult().isDone();
  }

  /**
   * Waits for the job's end.
   *
   * @return whether it has ended
   * @throws DemoException when it failed
   */
  boolean awaitEnd(long millis) throws DemoException {
    try {
      client.getJobExecutionResult().get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw DemoException.because("the job failed", e);
    } catch (InterruptedException e) {
      throw DemoTopics.interrupted();
    }
  }

  /** Cancels the job if it still runs. */
  @Override
  public void close() {
    if (hasEnded()) {
      return;
    }
    try {
      client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
      client.getJobExecutionResult().get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // A cancelled job has no result.
    }
  }
}
