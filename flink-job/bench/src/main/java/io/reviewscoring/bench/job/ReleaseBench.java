package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The job of two releases, each as its users run it: the command {@code run} in a process of its
 * own, on the same broker and the same reviews of {@link JobBench#FULL} words, exactly-once, one
 * slot, in turn within each repetition. Which is first alternates: the broker still removes the
 * first one's topics while the second one runs.
 */
public final class ReleaseBench {
  private static final int TEXTS = 4_096;
  private static final String REVIEWS = "release-reviews";

  /** Timers come up to a sixteenth of the horizon late. */
  private static final double FORGOTTEN = 1.1;

  private final BenchTopics topics;
  private final ReleasePace pace;
  private final Console console;
  private final Path directory;
  private int runs;

  /**
   * @param before what sets the backend of the older release: what its Kubernetes manifests set
   * @param now what sets it today
   * @param liveIds how many reviews are remembered; measured are those after the first ones are
   *     forgotten
   */
  private record Scenario(
      String state, Map<String, String> before, Map<String, String> now, int liveIds) {}

  private record Measured(Scenario scenario, Release release) {}

  private record Run(double rate, double processorMicros, double besideScoring) {}

  /**
   * @param jobs gives broker, model and texts
   */
  public ReleaseBench(JobBench jobs, ReleasePace pace, Console console, Path directory)
      throws Exception {
    this.topics = jobs.topics();
    this.pace = pace;
    this.console = console;
    this.directory = directory;
    console.progress(
        "releases: laying ready %,d reviews of %d words".formatted(pace.reviews(), JobBench.FULL));
    topics.fill(
        REVIEWS, new ReviewRecords(jobs.texts().ofWords(JobBench.FULL, TEXTS)), pace.reviews());
  }

  /** Measures both. */
  public List<ReleaseFigure> run(Release before, Release now) throws Exception {
    List<Scenario> scenarios =
        List.of(
            new Scenario("heap", Map.of(), Map.of("state.backend", "heap"), 60_000),
            new Scenario(
                "RocksDB, past the horizon",
                Map.of(
                    "flink.state.backend.type",
                    "rocksdb",
                    "flink.execution.checkpointing.incremental",
                    "true"),
                Map.of("state.backend", "rocksdb"),
                pace.liveIds()));
    Map<Measured, List<Run>> all = new LinkedHashMap<>();
    for (int repetition = 1; repetition <= pace.repetitions(); repetition++) {
      for (Scenario scenario : scenarios) {
        boolean odd = repetition % 2 == 1;
        for (Release release : odd ? List.of(before, now) : List.of(now, before)) {
          Run run = measure(scenario, release);
          all.computeIfAbsent(new Measured(scenario, release), each -> new ArrayList<>()).add(run);
          console.progress(
              String.format(
                  Locale.ROOT,
                  "releases: repetition %d of %d: %s, %s: %s events/s, %.1f µs, %.1f beside scoring",
                  repetition,
                  pace.repetitions(),
                  scenario.state(),
                  release.label(),
                  Figures.count(run.rate()),
                  run.processorMicros(),
                  run.besideScoring()));
        }
      }
    }
    List<ReleaseFigure> figures = new ArrayList<>();
    all.forEach(
        (measured, each) ->
            figures.add(
                new ReleaseFigure(
                    measured.scenario().state(),
                    measured.release().label(),
                    Spread.of(each.stream().mapToDouble(Run::rate).toArray()),
                    Spread.of(each.stream().mapToDouble(Run::processorMicros).toArray()),
                    Spread.of(each.stream().mapToDouble(Run::besideScoring).toArray()))));
    return figures;
  }

  private Run measure(Scenario scenario, Release release) throws Exception {
    Map<String, String> options = topics.options("release-" + ++runs, REVIEWS);
    options.putAll(release.before() ? scenario.before() : scenario.now());
    if (release.before()) {
      options.remove("comparison.topic"); // 0.1.0 has no comparisons
    }
    // A review is a millisecond of event time.
    options.put("repeat.horizon", Duration.ofMillis(scenario.liveIds()).toSeconds() + "s");
    JobConfig config = BenchTopics.config(options);
    topics.create(config);
    Path log = directory.resolve("release-" + runs + ".log");
    double from = Math.min(0.8, Math.max(0.5, FORGOTTEN * scenario.liveIds() / pace.reviews()));
    Process process = release.start(log, options);
    try (KafkaConsumer<byte[], byte[]> events = topics.consumer(config.sentimentTopic())) {
      EventRate rate =
          EventRate.of(
              events,
              pace.reviews(),
              from,
              () -> check(process, log),
              ProcessorTime::ofDescendants);
      return new Run(
          rate.rate(), rate.processorMicros(), rate.processorMicros() - rate.scoringMicros());
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      topics.delete(config);
    }
  }

  private static void check(Process process, Path log) {
    if (!process.isAlive()) {
      String last;
      try {
        last = Files.readString(log).strip().lines().reduce((a, b) -> b).orElse("nothing said");
      } catch (IOException e) {
        last = e.toString();
      }
      throw new IllegalStateException("the job has ended: " + last);
    }
  }
}
