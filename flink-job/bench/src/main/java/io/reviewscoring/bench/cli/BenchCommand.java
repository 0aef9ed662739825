package io.reviewscoring.bench.cli;

import io.reviewscoring.bench.job.JobBench;
import io.reviewscoring.bench.job.JobEngine;
import io.reviewscoring.bench.job.JobPace;
import io.reviewscoring.bench.job.JobResult;
import io.reviewscoring.bench.job.JobTables;
import io.reviewscoring.bench.job.LatencyBench;
import io.reviewscoring.bench.job.LatencyResult;
import io.reviewscoring.bench.job.LatencyTable;
import io.reviewscoring.bench.job.Release;
import io.reviewscoring.bench.job.ReleaseBench;
import io.reviewscoring.bench.job.ReleaseFigure;
import io.reviewscoring.bench.job.ReleasePace;
import io.reviewscoring.bench.job.ReleaseTables;
import io.reviewscoring.bench.job.ShadowBench;
import io.reviewscoring.bench.job.ShadowResult;
import io.reviewscoring.bench.kernel.Kernels;
import io.reviewscoring.bench.report.BarChart;
import io.reviewscoring.bench.report.Console;
import io.reviewscoring.bench.report.Machine;
import io.reviewscoring.bench.report.Results;
import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.bench.review.SeedModel;
import io.reviewscoring.bench.scorer.NetworkFigures;
import io.reviewscoring.bench.scorer.RecurrentBench;
import io.reviewscoring.bench.scorer.RecurrentTables;
import io.reviewscoring.bench.scorer.ScorerBench;
import io.reviewscoring.bench.scorer.ScorerPace;
import io.reviewscoring.bench.scorer.ScorerResult;
import io.reviewscoring.bench.scorer.ScorerTables;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.file.ScratchFolder;
import io.reviewscoring.model.scoring.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: the scorer and the job beside what else could do the work. */
@Command(
    name = "bench",
    description =
        "Measures the scorer and the whole job beside ONNX Runtime and DL4J with the same weights.")
final class BenchCommand implements Callable<Integer> {
  private static final long SEED = 1;
  private static final long SECOND_SEED = 2;

  /** What is measured. */
  enum Part {
    SCORER,
    JOB,
    LATENCY,
    ALL,
    NETWORKS,
    KERNELS,
    SHADOW,
    RELEASES;

    boolean covers(Part other) {
      return this == other
          || (this == ALL && (other == SCORER || other == JOB || other == LATENCY));
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--part",
      paramLabel = "PART",
      defaultValue = "all",
      description =
          "scorer, job, latency, all of these three, networks (that are imported), kernels (JMH),"
              + " shadow (what one of all reviews costs), or releases (needs --against)"
              + " (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--against",
      paramLabel = "DIRECTORY",
      description = "Of another release's checkout, built: measures its job beside this one's.")
  private @Nullable Path against;

  @Option(
      names = "--keras",
      paramLabel = "PYTHON",
      description = "With --part=networks: a Python with Keras, which is measured, too.")
  private @Nullable String keras;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "aclImdb or its tar.gz: measures with its test reviews. Without it, reviews are random"
              + " words.")
  private @Nullable Path data;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A bundle to measure with (default: the seed network with random weights).")
  private @Nullable Path model;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of each measurement (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--quick",
      description = "Shows only that all of it runs: the figures mean nothing.")
  private boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all figures as one JSON object.")
  private @Nullable Path json;

  @Option(names = "--chart", paramLabel = "FILE.png", description = "Also draw them.")
  private @Nullable Path chart;

  private static final String DEFAULT_BUNDLE = "model/bundles/default.zip";

  private final Results results = new Results();
  private final BarChart picture = new BarChart();

  @Override
  public Integer call() throws Exception {
    check();
    if (part == Part.KERNELS) {
      Kernels.run(quick);
      return 0;
    }
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    ModelBundle shipped = Bundles.load(Bundles.shipped());
    List<String> words = shipped.vocabulary().words();
    Path given = against == null || model != null ? model : against.resolve(DEFAULT_BUNDLE);
    ModelBundle bundle = given == null ? SeedModel.of(words, SEED) : Bundles.load(given);
    console.progress(data == null ? "making reviews" : "reading " + data);
    ReviewTexts texts = data == null ? ReviewTexts.generated(words) : ReviewTexts.imdb(data);
    introduce(bundle, texts, console);
    ScorerPace pace = quick ? ScorerPace.quick() : ScorerPace.full(repetitions);
    if (part.covers(Part.SCORER)) {
      ScorerResult result = new ScorerBench(bundle, shipped, texts, pace, console).run();
      console.section("The scorer", new ScorerTables(result).toString());
      results.put("scorer", result);
      picture.add(Charts.scorer(result));
    }
    if (part == Part.NETWORKS) {
      networks(words, texts, pace, console);
    }
    if (against != null && given != null && part == Part.RELEASES) {
      releases(Release.before(against), given, texts, console);
    }
    if (part.covers(Part.JOB) || part.covers(Part.LATENCY) || part == Part.SHADOW) {
      jobs(bundle, SeedModel.of(words, SECOND_SEED), texts, pace, console);
    }
    if (json != null) {
      results.write(json);
    }
    if (chart != null && !picture.isEmpty()) {
      picture.write(chart);
    }
    console.progress("done");
    return 0;
  }

  private void check() {
    if (repetitions < 1) {
      throw new ParameterException(spec.commandLine(), "--repetitions must be 1 or more");
    }
    if (chart != null && !chart.toString().endsWith(".png")) {
      throw new ParameterException(spec.commandLine(), "--chart: its name must end in .png");
    }
    if ((against != null) != (part == Part.RELEASES)) {
      throw new ParameterException(spec.commandLine(), "--part=releases and --against go together");
    }
    if (keras != null && part != Part.NETWORKS) {
      throw new ParameterException(spec.commandLine(), "--keras goes with --part=networks");
    }
    for (Path file : new Path[] {data, model, against}) {
      if (file != null && !Files.exists(file)) {
        throw new ParameterException(spec.commandLine(), file + ": no such file or directory");
      }
    }
  }

  private void introduce(ModelBundle bundle, ReviewTexts texts, Console console) {
    Machine machine = Machine.here();
    console.say("machine  " + machine);
    console.say("reviews  " + texts.source());
    console.say("network  " + bundle.manifest().modelVersion());
    if (quick) {
      console.say("quick    shows only that all of it runs: the figures mean nothing");
    }
    if (Engine.best() != Engine.VECTOR) {
      console.say("no Vector API in this JVM: the job scores in plain Java");
    }
    results.put("machine", machine);
    results.put("reviews", texts.source());
    results.put("network", bundle.manifest().modelVersion());
    results.put("quick", quick);
  }

  private void networks(List<String> words, ReviewTexts texts, ScorerPace pace, Console console)
      throws Exception {
    try (ScratchFolder scratch = ScratchFolder.make("bench").untilExit()) {
      List<NetworkFigures> figures =
          new RecurrentBench(words, texts, pace, console, scratch.path(), keras).run();
      console.section("Imported networks", new RecurrentTables(figures).toString());
      results.put("networks", figures);
    }
  }

  private void jobs(
      ModelBundle bundle, ModelBundle second, ReviewTexts texts, ScorerPace pace, Console console)
      throws Exception {
    JobPace jobPace = quick ? JobPace.quick() : JobPace.full(repetitions);
    try (ScratchFolder scratch = ScratchFolder.make("bench").untilExit();
        JobBench jobs =
            new JobBench(BundleWriter.bytes(bundle), texts, jobPace, console, scratch.path())) {
      if (part == Part.SHADOW) {
        ShadowResult result = new ShadowBench(jobs, second, jobPace, console).run();
        console.section("A shadow", result.toString());
        results.put("shadow", result);
        return;
      }
      double highest;
      if (part.covers(Part.JOB)) {
        JobResult result = jobs.run(JobContenders.others(bundle, texts, pace, console));
        console.section("The job", new JobTables(result).toString());
        results.put("job", result);
        picture.add(Charts.job(result));
        highest =
            result
                .figure(JobEngine.Kind.OWN.label(), JobBench.AT_LEAST_ONCE, 1, JobBench.FULL)
                .orElseThrow()
                .rate()
                .median();
      } else {
        highest = jobs.ownRate();
      }
      if (part.covers(Part.LATENCY)) {
        LatencyResult result = new LatencyBench(jobs, second, jobPace, console).run(highest / 2);
        console.section("Latency", new LatencyTable(result).toString());
        results.put("latency", result);
      }
    }
  }

  /** Both read the same bundle's file: what is written today the other one may not know. */
  private void releases(Release before, Path file, ReviewTexts texts, Console console)
      throws Exception {
    ReleasePace pace = quick ? ReleasePace.quick() : ReleasePace.full(repetitions);
    try (ScratchFolder scratch = ScratchFolder.make("bench").untilExit();
        JobBench jobs =
            new JobBench(
                Files.readAllBytes(file), texts, JobPace.quick(), console, scratch.path())) {
      ReleaseBench bench = new ReleaseBench(jobs, pace, console, scratch.path());
      List<ReleaseFigure> figures =
          bench.run(before, Release.here(Bundles.shipped().resolve("../../..").normalize()));
      console.section("Releases", new ReleaseTables(figures).toString());
      results.put("releases", figures);
    }
  }
}
