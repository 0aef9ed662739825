package io.reviewscoring.job.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job with what it ships with, an hour of event time on disk, at full load of short reviews
 * whose time runs faster than the clock: by half-time all that it will ever remember is remembered,
 * and from then on each review drives another out. Beside it the same with a minute. Not part of a
 * plain build: see {@link SoakRun}. {@code -Dmemory.reviews} says how many fit into the hour.
 */
class RememberedHourRun {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int REVIEWS = Integer.getInteger("memory.reviews", 10_000_000);

  /** Of the run with a minute, which has long been at its level then. */
  private static final int REVIEWS_OF_THE_SHORT_RUN = REVIEWS / 2;

  private static final int WORDS = 8;
  private static final long MOST_RESIDENT = 2L << 30;
  private static final double LEAST_OF_THE_SHORT_RUN = 0.7;

  @TempDir Path directory;

  @Test
  void anHourOfMemoryStaysFlatInOneGibibyteOfHeap() throws Exception {
    Path report = SoakRun.report();
    double minute =
        run(
            report,
            "remembered-minute",
            Map.of("repeat.horizon", "1min"),
            REVIEWS_OF_THE_SHORT_RUN,
            false);
    double hour = run(report, "remembered-hour", Map.of(), 2L * REVIEWS, true);
    System.out.printf("an hour: %.2f of the rate of a minute%n", hour / minute);
    assertThat(hour / minute).isGreaterThanOrEqualTo(LEAST_OF_THE_SHORT_RUN);
  }

  private double run(
      Path report, String name, Map<String, String> horizon, long reviews, boolean mustBeFlat)
      throws Exception {
    Path home = Files.createDirectory(directory.resolve(name));
    Path model = Path.of("../model/bundles/small.zip").toRealPath();
    ModelBundle known = BundleReader.read(model);
    long start = System.currentTimeMillis() - 3 * HOUR.toMillis();
    Feeder.Load load = new Feeder.Load(WORDS, number -> start + number * HOUR.toMillis() / REVIEWS);
    List<Sample> samples = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"))) {
      Map<String, String> options = SoakRun.options(broker, model, home);
      options.putAll(horizon);
      JobConfig config = JobConfig.of(options);
      EventCounter counter = SoakRun.counter(config);
      Feeder feeder = new Feeder(config, known, load, counter::events);
      try (WatchedJob job = WatchedJob.start(home, options)) {
        counter.start();
        feeder.start();
        job.observe(counter, seconds -> counter.events() < reviews, samples);
        feeder.close();
        SoakRun.awaitEvents(job, counter, feeder.sent());
      } finally {
        SoakRun.end(feeder, counter, home, report.resolve(name + ".log"));
      }
      SoakReport soak = new SoakReport(samples, List.of());
      boolean flat = soak.write(report, name, feeder.sent(), counter, "one model");
      counter.assertEachOf(feeder.sent());
      if (mustBeFlat) {
        assertThat(flat).as("flat").isTrue();
        assertThat(samples)
            .as("resident")
            .allMatch(sample -> sample.residentBytes() <= MOST_RESIDENT);
      }
      return soak.rate();
    }
  }
}
