package io.reviewscoring.job.cli;

import io.reviewscoring.model.file.ScratchFolder;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.dispatcher.DispatcherGateway;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;

/**
 * Flink in this process, for one job. TaskManagers that a fatal error has ended are replaced, as a
 * cluster would; where they can't be, the job ends. Flink's own would live on without one.
 */
@SuppressWarnings("try") // its close may be interrupted, as Flink has it
final class LocalCluster extends MiniCluster {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /**
   * How many looks may miss a TaskManager before it is taken for one that has ended, as one whose
   * first task fails at once has; twice as many each time, since the machine may be busy. Looks and
   * not seconds, as a machine that stood still has had none.
   */
  private static final int FIRST_PATIENCE = 12;

  /** At which unanswered look in a row Flink is given up: after a minute or two. */
  private static final int MOST_UNANSWERED = 6;

  private final int taskManagers;
  private final ScratchFolder scratch;
  private final JobFailures failures;
  private final Consumer<String> say;
  private final CompletableFuture<JobResult> end = new CompletableFuture<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cluster-watch");
            thread.setDaemon(true);
            return thread;
          });

  /** What Flink keeps in temporary directories goes as the cluster is closed. */
  private final Thread lastMoment = new Thread(this::end, "cluster-end");

  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile @Nullable JobID job;

  /** What fails in a process that ends fails because of that, and is not worth a word. */
  private volatile boolean ending;

  // Of the watch's thread alone.
  private boolean seen;
  private int patience = FIRST_PATIENCE;
  private int missed;
  private int unanswered;
  private long awaitedSince;
  private int replaced;

  /**
   * A cluster that is still to be started.
   *
   * @param scratch that it has for temporary files, and removes
   * @param failures tells the job's
   * @param say takes a line for the user
   */
  LocalCluster(
      MiniClusterConfiguration configuration,
      ScratchFolder scratch,
      JobFailures failures,
      Consumer<String> say) {
    super(configuration);
    this.taskManagers = configuration.getNumTaskManagers();
    this.scratch = scratch;
    this.failures = failures;
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
    checkOwnName();
    super.start();
    Runtime.getRuntime().addShutdownHook(lastMoment);
    awaitedSince = System.nanoTime();
    var unused =
        watch.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Flink's own start fails without, and says no more than that a name is not known. */
  private static void checkOwnName() throws UnknownHostException {
    try {
      InetAddress unused = InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      String name = String.valueOf(e.getMessage()).split(":", 2)[0];
      throw new UnknownHostException(
          "this machine's own name has no address: give /etc/hosts a line 127.0.0.1 " + name);
    }
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
    return super.closeAsync()
        .whenComplete(
            (done, failure) -> {
              scratch.close();
              closed.complete(null);
              try {
                Runtime.getRuntime().removeShutdownHook(lastMoment);
              } catch (IllegalStateException e) {
                // The process is ending, and waits for this.
              }
            });
  }

  /** A process that is asked to end cancels its job; the cluster closes behind that. */
  private void end() {
    ending = true;
    try {
      JobID id = job;
      CompletableFuture<?> unused = id == null ? closeAsync() : cancelJob(id);
      closed.get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It is left as it is.
    } finally {
      scratch.close();
    }
  }

  private void look() {
    if (ending) {
      return;
    }
    try {
      JobID id = job;
      if (id != null) {
        tellFailures(id);
      }
      int there = taskManagersThere();
      if (there < 0) {
        return;
      }
      if (there >= taskManagers) {
        seen = true;
        patience = FIRST_PATIENCE;
      } else if (seen) {
        awaitedSince = System.nanoTime();
        replace();
      } else if (System.nanoTime() - awaitedSince > START_LIMIT.toNanos()) {
        throw new TimeoutException("it does not start");
      } else if (++missed > patience) {
        patience *= 2;
        replace();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      end.completeExceptionally(
          new FlinkException(
              "Flink's TaskManager has ended and can't be replaced: " + RunCommand.rootMessage(e)));
    }
  }

  /** How many there are; -1 if Flink does not answer in time, as after the machine stood still. */
  private int taskManagersThere()
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      int there = await(getResourceOverview()).getNumberTaskManagers();
      unanswered = 0;
      return there;
    } catch (TimeoutException e) {
      if (++unanswered < MOST_UNANSWERED) {
        return -1;
      }
      throw e;
    }
  }

  /** Whatever comes of it, the job goes on. */
  private void tellFailures(JobID id) throws InterruptedException {
    try {
      DispatcherGateway dispatcher = await(getDispatcherGatewayFuture());
      switch (await(getJobStatus(id))) {
        case RESTARTING -> {
          ExecutionGraphInfo info = await(dispatcher.requestExecutionGraphInfo(id, ANSWER_LIMIT));
          if (!ending) {
            failures.tellRestarts(info);
          }
        }
        case RUNNING ->
            failures.tellCheckpoints(await(dispatcher.requestCheckpointStats(id, ANSWER_LIMIT)));
        default -> {}
      }
    } catch (ExecutionException | TimeoutException e) {
      // It may have ended meanwhile; else the next look tells.
    }
  }

  /** All of them: in one process they can't do without each other. */
  private void replace() throws Exception {
    say.accept("Flink's TaskManager has ended; another one takes over");
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
    missed = 0;
    for (int i = 0; i < taskManagers; i++) {
      startTaskManager();
    }
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
