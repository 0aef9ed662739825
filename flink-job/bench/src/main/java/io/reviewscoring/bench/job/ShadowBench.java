package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shadow costs that scores every review: beside the job without one, and without scoring.
 */
public final class ShadowBench {
  /** Before all reviews, and after the model in force. */
  private static final long INSTANT = 1;

  /** With one, the first repetitions still rose by a half. */
  private static final int WARM_UPS = 3;

  /** For rates that are equal, as those of short runs may be. */
  private static final double NANOSECOND = 1e-9;

  private final JobBench jobs;
  private final JobPace pace;
  private final Console console;
  private final ModelCommand shadow;
  private final LatencyBench latencies;

  /**
   * Writes the shadow's bundle.
   *
   * @param jobs gives the broker and the model in force
   * @param second the shadow, of the same network
   */
  public ShadowBench(JobBench jobs, ModelBundle second, JobPace pace, Console console)
      throws IOException {
    this.jobs = jobs;
    this.pace = pace;
    this.console = console;
    this.latencies = new LatencyBench(jobs, second, pace, console);
    Path file = jobs.bundle().resolveSibling("shadow.zip");
    BundleWriter.write(second, file);
    this.shadow =
        new ModelCommand(
            second.manifest().modelVersion(),
            Location.uri(file),
            Sha256.hex(Files.readAllBytes(file)),
            Instant.ofEpochMilli(INSTANT).toString(),
            new RoleChange(RoleChange.Kind.SHADOW, "bench", 1, 0));
  }

  /**
   * Measures, in turn within each repetition.
   *
   * @return rates and latencies
   */
  public ShadowResult run() throws Exception {
    jobs.ownRate();
    for (int warmUp = 0; pace.whole() && warmUp < WARM_UPS; warmUp++) {
      jobs.rate(JobEngine.none(), null);
      jobs.rate(JobEngine.own(), shadow);
    }
    List<Double> none = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> shadowed = new ArrayList<>();
    for (int repetition = 1; repetition <= pace.repetitions(); repetition++) {
      none.add(jobs.rate(JobEngine.none(), null));
      alone.add(jobs.rate(JobEngine.own(), null));
      shadowed.add(jobs.rate(JobEngine.own(), shadow));
      console.progress(
          "shadow: repetition %d of %d: %s events/s alone, %s shadowed"
              .formatted(
                  repetition,
                  pace.repetitions(),
                  Figures.count(alone.get(repetition - 1)),
                  Figures.count(shadowed.get(repetition - 1))));
    }
    return new ShadowResult(
        spread(none),
        spread(alone),
        spread(shadowed),
        scoringsMore(none, alone, shadowed),
        latency(spread(alone).median() / 2, spread(shadowed).median() / 2));
  }

  /**
   * Each job at half of what it can do, and the one without a shadow at the other's rate as well:
   * what a team finds that lets a shadow in.
   */
  private LatencyResult latency(double ofAlone, double ofShadowed) throws Exception {
    List<LatencyFigure> alone = new ArrayList<>();
    List<LatencyFigure> slower = new ArrayList<>();
    List<LatencyFigure> shadowed = new ArrayList<>();
    String half = "alone, at half of its own highest rate, %s".formatted(Figures.count(ofAlone));
    for (int repetition = 1; repetition <= pace.repetitions(); repetition++) {
      alone.add(latencies.steady(half, ofAlone, null));
      slower.add(latencies.steady("alone", ofShadowed, null));
      shadowed.add(latencies.steady("a shadow of 100 %", ofShadowed, shadow));
    }
    return new LatencyResult(
        ofShadowed,
        List.of(
            LatencyFigure.median(alone),
            LatencyFigure.median(slower),
            LatencyFigure.median(shadowed)));
  }

  /** Repetition by repetition. */
  private static Spread scoringsMore(List<Double> none, List<Double> alone, List<Double> shadowed) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      double once = 1 / alone.get(i) - 1 / none.get(i);
      times.add((1 / shadowed.get(i) - 1 / alone.get(i)) / (once == 0 ? NANOSECOND : once));
    }
    return spread(times);
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
