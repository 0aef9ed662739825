package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobProcess;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LocalClusterIT {
  private static final AtomicInteger STARTS = new AtomicInteger();
  private static volatile CountDownLatch stuck = new CountDownLatch(1);

  private final List<String> said = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  @BeforeEach
  void begin() {
    STARTS.set(0);
    stuck = new CountDownLatch(1);
  }

  @AfterEach
  void letGo() {
    stuck.countDown();
  }

  /** Fails at its first start, and perhaps again when it is closed: that is fatal to Flink. */
  private static final class Fails extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    private final boolean twice;
    private boolean failed;

    Fails(boolean twice) {
      this.twice = twice;
    }

    @Override
    public Long map(Long value) {
      if (STARTS.incrementAndGet() == 1) {
        failed = true;
        throw new IllegalStateException("no luck");
      }
      return value;
    }

    @Override
    public void close() {
      if (failed && twice) {
        throw new IllegalStateException("nor here");
      }
    }
  }

  private static final class FailsTwice extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long value) throws IOException {
      if (STARTS.incrementAndGet() <= 2) {
        throw new UnknownHostException("broker-1");
      }
      return value;
    }
  }

  /** Fails at its first start, while its neighbour waits and can't be told to end. */
  private static final class NeverEnds extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long map(Long value) {
      if (STARTS.incrementAndGet() == 2) {
        throw new IllegalStateException("no luck");
      }
      while (stuck.getCount() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
      return value;
    }
  }

  /** Fails once its process is asked to end. */
  private static final class FailsAtTheEnd extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    private static volatile boolean isEnd;

    @Override
    public Long map(Long value) {
      if (isEnd) {
        throw new IllegalStateException("the end");
      }
      return value;
    }
  }

  /** A process whose job nobody but the cluster ends. */
  static final class LeftToItself {
    public static void main(String[] args) throws Exception {
      JobConfig config =
          JobConfig.parse(
              "--bootstrap.servers=localhost:9092", "--checkpoint.directory=" + args[0]);
      JobClient job =
          JobEnvironment.startLocally(
              config,
              JobEnvironment.settings(config),
              null,
              env ->
                  env.fromSequence(1, Long.MAX_VALUE)
                      .map(new FailsAtTheEnd())
                      .sinkTo(new DiscardingSink<>()),
              System.out::println);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> FailsAtTheEnd.isEnd = true));
      while (job.getJobStatus().get() != JobStatus.RUNNING) {
        Thread.sleep(50);
      }
      System.out.println("runs");
      job.getJobExecutionResult().get();
    }
  }

  @Test
  void whatFailsOnceTheProcessIsAskedToEndIsNotWorthAWord() throws Exception {
    Path log = Files.createFile(directory.resolve("log"));
    try (JobProcess process =
        JobProcess.start(log, List.of(), LeftToItself.class, List.of(directory.toString()))) {
      while (!Files.readString(log).contains("runs\n")) {
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        Thread.sleep(50);
      }

      process.stop();
    }

    assertThat(Files.readString(log)).doesNotContain("the job failed");
  }

  private JobClient start(Configuration more, int parallelism, RichMapFunction<Long, Long> step)
      throws Exception {
    JobConfig config =
        JobConfig.parse(
            "--bootstrap.servers=localhost:9092",
            "--parallelism=" + parallelism,
            "--checkpoint.directory=" + directory);
    Configuration settings = JobEnvironment.settings(config);
    // Whoever looks twice a second has to see it waiting to be started again.
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(4));
    settings.addAll(more);
    return JobEnvironment.startLocally(config, settings, null, env -> graph(env, step), said::add);
  }

  private static void graph(StreamExecutionEnvironment env, RichMapFunction<Long, Long> step) {
    env.fromSequence(1, 100).rebalance().map(step).sinkTo(new DiscardingSink<>());
  }

  @Test
  void aTaskManagerThatHasEndedIsReplacedAndTheJobGoesOn() throws Exception {
    start(new Configuration(), 1, new Fails(true)).getJobExecutionResult().get();

    assertThat(STARTS).hasValueGreaterThan(100);
    assertThat(said).containsExactly("Flink's TaskManager has ended; another one takes over");
  }

  @Test
  void aJobThatFailsAndIsStartedAgainSaysWhy() throws Exception {
    start(new Configuration(), 1, new Fails(false)).getJobExecutionResult().get();

    assertThat(said).containsExactly("the job failed and is started again: no luck");
  }

  @Test
  void howOftenItFailedIsSaid() throws Exception {
    start(new Configuration(), 1, new FailsTwice()).getJobExecutionResult().get();

    assertThat(said)
        .containsExactly(
            "the job failed and is started again: UnknownHostException: broker-1",
            "the job failed and is started again (2 times so far): UnknownHostException: broker-1");
  }

  @Test
  void aJobThatCanWriteNoCheckpointsIsStartedAgainAndSaysWhy() throws Exception {
    JobClient job = counting("128", null);
    String obstacle = blockCheckpoints();

    awaitSaid("the job failed and is started again \\(2 times so far\\): checkpoint \\d+ failed: ");
    JobEnvironment.cancel(job);
    assertThat(said)
        .filteredOn(line -> line.startsWith("the job failed"))
        .allMatch(line -> line.endsWith(obstacle));
  }

  @Test
  void checkpointsThatFailAreToldWhereTheJobGoesOn() throws Exception {
    JobClient job =
        counting("128", null, "--flink.execution.checkpointing.tolerable-failed-checkpoints=1000");
    String obstacle = blockCheckpoints();

    awaitSaid("checkpoint \\d+ failed and the job goes on( \\(\\d+ failed in a row\\))?: ");
    assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    JobEnvironment.cancel(job);
    assertThat(said).allMatch(line -> line.endsWith(obstacle));
  }

  /** Puts a file where the directory is, which not even root can write into; gives what is said. */
  private String blockCheckpoints() throws Exception {
    Path checkpoints = directory.resolve("review-scoring");
    while (new Checkpoints(checkpoints.toUri().toString()).latest().isEmpty()) {
      Thread.sleep(50);
    }
    Files.move(checkpoints, directory.resolve("away"));
    Files.createFile(checkpoints);
    return "checkpoints can't be written to file:" + checkpoints + ": a file is in the way";
  }

  private void awaitSaid(String begin) throws Exception {
    Pattern line = Pattern.compile(begin + ".*");
    while (said.stream().noneMatch(each -> line.matcher(each).matches())) {
      Thread.sleep(50);
    }
  }

  @Test
  void aJobGoesOnAtTheMaximumParallelismThatItBeganWith() throws Exception {
    JobClient job = counting("256", null);
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      Thread.sleep(50);
    }
    String savepoint = savepoint(job);

    JobClient resumed = counting("128", savepoint);

    assertThat(savepoint(resumed)).isNotEqualTo(savepoint);
  }

  private JobClient counting(String maxParallelism, @Nullable String savepoint, String... more)
      throws Exception {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--bootstrap.servers=localhost:9092");
    options.add("--max-parallelism=" + maxParallelism);
    options.add("--checkpoint.interval=200ms");
    options.add("--checkpoint.directory=" + directory);
    JobConfig config = JobConfig.parse(options.toArray(String[]::new));
    return JobEnvironment.startLocally(
        config,
        JobEnvironment.settings(config),
        savepoint,
        env ->
            env.fromSequence(1, Long.MAX_VALUE)
                .uid("numbers")
                .keyBy(number -> number % 10)
                .reduce(Long::sum)
                .uid("sums")
                .sinkTo(new DiscardingSink<>())
                .uid("end"),
        said::add);
  }

  private String savepoint(JobClient job) throws Exception {
    for (int i = 0; ; i++) {
      try {
        return job.stopWithSavepoint(
                false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException e) {
        if (i == 50) {
          throw e;
        }
        Thread.sleep(100); // not all its tasks run yet
      }
    }
  }

  @Test
  void whereATaskDoesNotEndTheJobDoes() throws Exception {
    Configuration hasty = new Configuration();
    hasty.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ofMillis(500));
    JobClient job = start(hasty, 2, new NeverEnds());

    assertThatThrownBy(() -> job.getJobExecutionResult().get(60, TimeUnit.SECONDS))
        .rootCause()
        .hasMessage(
            "Flink's TaskManager has ended and can't be replaced: a task of the job does not end");
  }
}
