package io.reviewscoring.job.cluster;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Streams reviews through the job on a cluster while its processes are killed. */
final class KillRun {
  private static final int PARALLELISM = 2;

  /** One after the other, where the whole job is killed: both ways. */
  private static final int[] OTHERS = {1, 4, 2, 4, 1, 2};

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * How a run went.
   *
   * @param missed kills that hit while nothing was in flight, and were made up for
   * @param activations commands that were sent, the first model's among them
   */
  record Outcome(
      KillPlan plan,
      List<Kill> kills,
      int missed,
      int activations,
      DeliveryVerdict verdict,
      Duration took) {
    /** What keeps the run from being exact, a line each. */
    List<String> problems() {
      return withCommands(verdict.problems());
    }

    /** The same for a run that may double. */
    List<String> problemsBesideDoubles() {
      return withCommands(verdict.problemsBesideDoubles());
    }

    private List<String> withCommands(List<String> problems) {
      List<String> all = new ArrayList<>(problems);
      if (verdict.commands() != activations) {
        all.add("%d commands sent, %d in the topic".formatted(activations, verdict.commands()));
      }
      return all;
    }

    @Override
    public String toString() {
      return """

      %s: %,d reviews at %,d a second, seed %d, %d activations, %.1f min
      %s%s
      reviews        %,9d  (and %,d repeats)
      events         %,9d
      lost           %,9d
      duplicated     %,9d
      wrong version  %,9d
      wrong score    %,9d
      final aggregates %,7d, differing from the events' sums: %,d
      late           %,9d  (named in dead letters, in no aggregate)
      commands       %,9d  (accepted %,d, rejected %,d, undecided %,d, told again %,d)
      models in events %,7d
      problems       %s
      """
          .formatted(
              plan.name(),
              verdict.reviews(),
              plan.perSecond(),
              plan.seed(),
              activations,
              took.toMillis() / 60e3,
              Kill.table(kills),
              missed == 0 ? "" : missed + " more with nothing in flight, not counted\n",
              verdict.reviews(),
              verdict.repeats(),
              verdict.events(),
              verdict.lost(),
              verdict.duplicated() + verdict.unknown(),
              verdict.wrongVersion(),
              verdict.wrongScore(),
              verdict.finals(),
              verdict.finalsDiffering(),
              verdict.late(),
              verdict.commands(),
              verdict.commands() - verdict.undecided() - verdict.rejected(),
              verdict.rejected(),
              verdict.undecided(),
              verdict.decidedTwice(),
              verdict.models(),
              problems().isEmpty() ? "none" : String.join("; ", problems()));
    }
  }

  private record Pending(Kill.Victim victim, long inFlight, EventFollower.Recovery recovery) {}

  private final FlinkCluster cluster;
  private final EmbeddedBroker broker;
  private final Path directory;
  private final KillPlan plan;
  private final Random random;
  private String job = "";
  private int rescaled;

  /**
   * @param directory for models and checkpoints
   */
  KillRun(FlinkCluster cluster, EmbeddedBroker broker, Path directory, KillPlan plan) {
    this.cluster = cluster;
    this.broker = broker;
    this.directory = directory;
    this.plan = plan;
    this.random = new Random(plan.seed());
  }

  Outcome run() throws Exception {
    long start = System.nanoTime();
    Path own = Files.createDirectories(directory.resolve(plan.name()));
    List<TinyBundles.Written> models = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      models.add(TinyBundles.write(own, "v" + i, plan.seed() + i));
    }
    var server = new TestBroker.Running(broker.bootstrapServers(), () -> {});
    Experiment experiment = new Experiment(own, plan.seed());
    try (var topics = new JobTopics(server, plan.name(), own)) {
      JobConfig config = topics.config(options(own));
      topics.activate(models.get(0), null);
      job = cluster.submit(topics.arguments(options(own))).jobId();
      try (var follower = new EventFollower(broker.bootstrapServers(), config.sentimentTopic());
          var feeder =
              new ReviewFeeder(
                  broker.bootstrapServers(), config.reviewsTopic(), plan.perSecond(), plan.seed());
          var swaps = new Activations(topics, models, plan.activateEvery(), plan.seed())) {
        follower.start();
        feeder.start();
        Waiting.until("the first event is visible", PATIENCE, () -> follower.visible() > 0);
        experiment.begin(topics);
        swaps.start();
        List<Pending> pending = new ArrayList<>();
        int missed = killAll(topics, feeder, follower, pending);
        experiment.grow(topics);
        while (feeder.sent() < plan.reviews()) {
          Waiting.pause(100);
        }
        swaps.stop();
        List<Kill> kills = new ArrayList<>();
        for (Pending each : pending) {
          kills.add(new Kill(each.victim(), each.inFlight(), each.recovery().await(PATIENCE)));
        }
        feeder.stop();
        awaitTheRest(topics, config, follower, feeder.sent());
        // A process that stood still for longer than heartbeats may is replaced, here too.
        Waiting.until(
            "the job runs", PATIENCE, () -> cluster.rest().jobState(job).equals("RUNNING"));
        cluster.cancel(job);
        return new Outcome(
            plan,
            kills,
            missed,
            1 + swaps.count() + Experiment.COMMANDS,
            new DeliveryCheck(topics, config, experiment.with(models)).verdict(),
            Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }

  private Map<String, String> options(Path own) {
    Map<String, String> options = new TreeMap<>();
    options.put("parallelism", String.valueOf(PARALLELISM));
    options.put("checkpoint.directory", own.resolve("checkpoints").toUri().toString());
    options.put("model.directory", own.resolve("models").toUri().toString());
    options.put("checkpoint.interval", "1s");
    options.put("swap.lead", "2s");
    options.put("out-of-orderness", ReviewFeeder.OUT_OF_ORDER_MILLIS + 500 + "ms");
    // A partition that a starved machine begins to read later than that counts as idle: its reviews
    // come late.
    options.put("idle.timeout", "15s");
    options.put("window.size", "10s");
    options.put("window.allowed-lateness", "5s");
    options.put("reviews.start", "earliest");
    options.putAll(plan.options());
    return options;
  }

  /** Kills at the plan's moments, and once more for each kill that hit nothing in flight. */
  private int killAll(
      JobTopics topics, ReviewFeeder feeder, EventFollower follower, List<Pending> pending)
      throws IOException {
    long start = System.nanoTime();
    List<KillPlan.Moment> moments = new ArrayList<>(plan.moments());
    int missed = 0;
    for (int i = 0; i < moments.size(); i++) {
      KillPlan.Moment moment = moments.get(i);
      long wait = moment.due().toMillis() - (System.nanoTime() - start) / 1_000_000;
      Waiting.pause(Math.max(0, wait));
      Pending kill = kill(moment.victim(), topics, feeder, follower);
      if (kill.inFlight() > 0 || !plan.onlyInFlight()) {
        pending.add(kill);
      } else {
        missed++;
        Duration soon =
            Duration.ofNanos(System.nanoTime() - start).plusMillis(random.nextInt(9_000));
        moments.add(new KillPlan.Moment(soon, moment.victim()));
      }
    }
    return missed;
  }

  /**
   * In flight at the signal were at least the reviews acknowledged before it whose events were not
   * visible after it.
   */
  private Pending kill(
      Kill.Victim victim, JobTopics topics, ReviewFeeder feeder, EventFollower follower)
      throws IOException {
    int taskManager = victim == Kill.Victim.TASK_MANAGER ? busyTaskManager() : 0;
    if (victim == Kill.Victim.JOB_MANAGER) {
      Waiting.until("the JobManager answers", PATIENCE, cluster.rest()::answers);
    }
    long acknowledged = feeder.acknowledged();
    long signal = System.nanoTime();
    switch (victim) {
      case TASK_MANAGER -> cluster.killTaskManager(taskManager);
      case JOB_MANAGER -> cluster.killJobManager();
      case BROKER -> broker.kill();
      case ALL_TASK_MANAGERS -> killAllTaskManagers();
    }
    EventFollower.Recovery recovery = follower.watch(feeder.sent(), signal);
    long visible;
    switch (victim) {
      case TASK_MANAGER -> {
        cluster.startTaskManager(taskManager);
        visible = follower.visibleNow();
      }
      case JOB_MANAGER -> {
        visible = follower.visibleNow();
        cluster.startJobManager();
      }
      case ALL_TASK_MANAGERS -> {
        visible = follower.visibleNow();
        resumeAtAnotherParallelism(topics);
      }
      default -> {
        Waiting.pause(random.nextInt((int) plan.longestOutage().toMillis()));
        broker.restart();
        visible = follower.visibleNow();
      }
    }
    return new Pending(victim, acknowledged - visible, recovery);
  }

  private void killAllTaskManagers() {
    for (int i = 0; i < cluster.taskManagerCount(); i++) {
      cluster.killTaskManager(i);
    }
  }

  private void resumeAtAnotherParallelism(JobTopics topics) throws IOException {
    cluster.cancel(job);
    for (int i = 0; i < cluster.taskManagerCount(); i++) {
      cluster.startTaskManager(i);
    }
    Path own = directory.resolve(plan.name());
    Map<String, String> options = options(own);
    options.put("parallelism", String.valueOf(OTHERS[rescaled++ % OTHERS.length]));
    job = cluster.resume(own.resolve("checkpoints"), topics.arguments(options)).jobId();
  }

  /** One that runs tasks. */
  private int busyTaskManager() throws IOException {
    List<Integer> busy = new ArrayList<>();
    Waiting.until(
        "a TaskManager runs tasks",
        PATIENCE,
        () -> {
          List<String> ids =
              cluster.rest().taskManagers().stream()
                  .filter(FlinkRest.TaskManager::isBusy)
                  .map(FlinkRest.TaskManager::id)
                  .toList();
          for (int i = 0; i < cluster.taskManagerCount(); i++) {
            if (ids.contains(cluster.taskManagerId(i))) {
              busy.add(i);
            }
          }
          return !busy.isEmpty();
        });
    return busy.get(random.nextInt(busy.size()));
  }

  /** What doesn't come in time is for the check to report; what may double never adds up. */
  private void awaitTheRest(JobTopics topics, JobConfig config, EventFollower follower, long sent)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (follower.visible() < sent && System.nanoTime() < end) {
      Waiting.pause(200);
    }
    // Once the reviews are silent, event time follows the gate's clock.
    Duration toTheLastFinal =
        config.windowSize().plus(config.windowAllowedLateness()).plus(config.idleTimeout());
    Waiting.pause(toTheLastFinal.toMillis());
    while (!allFinal(topics, config) && System.nanoTime() < end) {
      Waiting.pause(1_000);
    }
  }

  private boolean allFinal(JobTopics topics, JobConfig config) throws Exception {
    Set<String> missing = JobInput.read(topics, config).windows(config.windowSize().toMillis());
    JsonTopic.forEach(
        topics,
        config.aggregatesTopic(),
        (record, aggregate) -> {
          if (aggregate.get("final").asBoolean()) {
            missing.remove(ExpectedFinals.window(aggregate));
          }
        });
    return missing.isEmpty()
        && (!plan.onlyInFlight()
            || Decisions.read(topics, config).last().missing(topics, config).isEmpty());
  }
}
