package io.reviewscoring.job.cli;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.FlinkExpectedException;
import org.jspecify.annotations.Nullable;

/**
 * Flink in this process, for one job. TaskManagers that a fatal error has ended are replaced, as a
 * cluster would; where they can't be, the job ends. Flink's own would live on without one.
 */
@SuppressWarnings("try") // its close may be interrupted, as Flink has it
final class LocalCluster extends MiniCluster {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final int taskManagers;
  private final Consumer<String> say;
  private final CompletableFuture<JobResult> end = new CompletableFuture<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cluster-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable JobID job;

  // Of the watch's thread alone.
  private boolean seen;
  private int replaced;
  private long startedNanos;
  private long toldUntil;

  /**
   * A cluster that is still to be started.
   *
   * @param say takes a line for the user
   */
  LocalCluster(MiniClusterConfiguration configuration, Consumer<String> say) {
    super(configuration);
    this.taskManagers = configuration.getNumTaskManagers();
    this.say = say;
  }

  /** These settings, and all ports at loopback where they say nothing else. */
  static Configuration settings(Configuration given) {
    String loopback = InetAddress.getLoopbackAddress().getHostAddress();
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_ADDRESS, loopback);
    settings.set(RestOptions.ADDRESS, loopback);
    settings.set(JobManagerOptions.BIND_HOST, loopback);
    settings.set(TaskManagerOptions.BIND_HOST, loopback);
    settings.addAll(given);
    return settings;
  }

  @Override
  public void start() throws Exception {
    super.start();
    startedNanos = System.nanoTime();
    var unused =
        watch.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletableFuture<JobResult> requestJobResult(JobID id) {
    job = id;
    return super.requestJobResult(id).applyToEither(end, Function.identity());
  }

  /** Also called by Flink, when its JobManager fails: whoever waits for the job is told. */
  @Override
  public CompletableFuture<Void> closeAsync() {
    watch.shutdownNow();
    end.completeExceptionally(new FlinkException("Flink's JobManager has ended"));
    return super.closeAsync();
  }

  private void look() {
    try {
      JobID id = job;
      if (id != null) {
        tellFailures(id);
      }
      int there = await(getResourceOverview()).getNumberTaskManagers();
      if (there >= taskManagers) {
        seen = true;
      } else if (seen) {
        replace();
      } else if (System.nanoTime() - startedNanos > START_LIMIT.toNanos()) {
        throw new TimeoutException("it does not start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      end.completeExceptionally(
          new FlinkException(
              "Flink's TaskManager has ended and can't be replaced: " + RunCommand.rootMessage(e)));
    }
  }

  /** A line for each failure after which Flink starts the job again. */
  private void tellFailures(JobID id)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (await(getJobStatus(id)) == JobStatus.RUNNING) {
      return;
    }
    var failures =
        await(
                getDispatcherGatewayFuture()
                    .thenCompose(gateway -> gateway.requestExecutionGraphInfo(id, ANSWER_LIMIT)))
            .getExceptionHistory();
    for (var failure : failures) {
      Throwable cause = failure.getException().deserializeError(getClass().getClassLoader());
      boolean ofTheCluster =
          ExceptionUtils.findThrowable(cause, FlinkExpectedException.class).isPresent();
      if (failure.getTimestamp() > toldUntil && !ofTheCluster) {
        toldUntil = failure.getTimestamp();
        say.accept("the job failed and is started again: " + RunCommand.rootMessage(cause));
      }
    }
  }

  /** All of them: in one process they can't do without each other. */
  private void replace() throws Exception {
    say.accept("Flink's TaskManager has ended by a fatal error; another one takes over");
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int i = 0; i < taskManagers; i++) {
      ends.add(terminateTaskManager(replaced + i));
    }
    try {
      var unused = await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)));
    } catch (TimeoutException e) {
      throw new TimeoutException("a task of the job does not end");
    }
    replaced += taskManagers;
    seen = false;
    startedNanos = System.nanoTime();
    for (int i = 0; i < taskManagers; i++) {
      startTaskManager();
    }
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
