package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.training.RefinedModel;
import io.reviewscoring.model.training.Refiner;
import io.reviewscoring.model.training.WeightedSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code train --from}: goes on from a bundle, and says what that gained and lost. */
final class TrainFrom {
  private final CommandLine commandLine;
  private final FromOptions from;
  private final SourceFiles files;
  private final long seed;

  TrainFrom(CommandLine commandLine, FromOptions from, SourceFiles files, long seed) {
    this.commandLine = commandLine;
    this.from = from;
    this.files = files;
    this.seed = seed;
  }

  int run(List<SourceOption> data, Path out, @Nullable String modelVersion)
      throws IOException, InterruptedException {
    files.checkThere(from.bundle());
    ModelBundle base = bundle();
    List<SourceOption> options = new ArrayList<>(data);
    from.keep().forEach(path -> options.add(new SourceOption(path, 1)));
    List<WeightedSource> sources = files.read(options, false);
    String version =
        modelVersion == null
            ? base.manifest().modelVersion() + "+" + stem(data.get(0).path())
            : modelVersion;
    checkVersion(version);
    files.refuse(options, sources, source -> Refiner.obstacle(source.source()));
    long start = System.nanoTime();
    try (ConsoleProgress progress = new ConsoleProgress(commandLine.getOut())) {
      RefinedModel refined =
          new Refiner(base, seed, progress)
              .refine(sources.subList(0, data.size()), files.alone(from.keep()), version);
      print(refined);
      if (lost(refined)) {
        return ModelCommands.FAILURE;
      }
      BundleWriter.write(refined.bundle(), out);
      commandLine
          .getOut()
          .printf(
              "%s: %s, %,d bytes, sha256 %s, trained in %d s%n",
              out,
              version,
              Files.size(out),
              Sha256.hex(out),
              (System.nanoTime() - start) / 1_000_000_000);
      return 0;
    }
  }

  private ModelBundle bundle() {
    try {
      return BundleReader.read(from.bundle());
    } catch (BundleException e) {
      throw new ParameterException(commandLine, from.bundle() + ": " + e.reason(), e);
    }
  }

  private static String stem(Path path) {
    String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void checkVersion(String version) {
    try {
      Manifest.checkModelVersion(version);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, "--model-version: " + e.getMessage(), e);
    }
  }

  private void print(RefinedModel refined) {
    PrintWriter printer = commandLine.getOut();
    printer.printf("%n%-28s %8s %8s %8s %8s%n", "", "reviews", "before", "after", "points");
    for (RefinedModel.Compared each : refined.sources()) {
      printer.printf(
          "%-28s %,8d %8.4f %8.4f %+8.1f%n",
          each.name() + (each.kept() ? " (kept)" : ""),
          each.after().size(),
          each.before().evaluation().accuracy(),
          each.after().evaluation().accuracy(),
          100 * each.gain());
    }
    printer.println();
    printer.flush();
  }

  /** Says which kept source lost more than it may, if one did. */
  private boolean lost(RefinedModel refined) {
    for (RefinedModel.Compared each : refined.sources()) {
      if (each.kept() && -100 * each.gain() > from.maxLoss()) {
        commandLine
            .getErr()
            .printf(
                "%s lost %.1f points, more than %s: no bundle; --max-loss %.1f writes it all the"
                    + " same%n",
                each.name(),
                -100 * each.gain(),
                from.maxLoss(),
                Math.ceil(-1000 * each.gain()) / 10);
        return true;
      }
    }
    return false;
  }
}
