package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.report.TrainingReport;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.training.Preset;
import io.reviewscoring.model.training.StateFile;
import io.reviewscoring.model.training.TrainedModel;
import io.reviewscoring.model.training.Trainer;
import io.reviewscoring.model.training.WeightedSource;
import io.reviewscoring.model.training.WordVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: reads the data, trains a preset, writes the bundle and its report. */
@Command(
    name = "train",
    description =
        "Trains a model on labelled reviews; writes its bundle and, beside it, a report as HTML.")
final class TrainCommand implements Callable<Integer> {

  /** Preset names, for picocli. */
  static final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Preset.shipped().keySet().iterator();
    }
  }

  /** Rule sets' names, for picocli. */
  static final class RuleSetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return RuleSet.labels().iterator();
    }
  }

  private static final String DEFAULT_PRESET = "accurate";

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "PATH[=WEIGHT]",
      required = true,
      converter = SourceOption.Converter.class,
      description = {
        "Labelled reviews; once for each source. The directory aclImdb or aclImdb_v1.tar.gz, the"
            + " zips of sentence_polarity, pros_cons and product_reviews_1, all as published;",
        "a folder with pos/ and neg/; a file of JSON objects with text and label.",
        "WEIGHT is how much one of its reviews counts (1)."
      })
  private List<SourceOption> data;

  @Mixin private EncodingOption encoding;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the bundle goes.")
  private Path out;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = PresetNames.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: " + DEFAULT_PRESET + ").")
  private @Nullable String presetName;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description = {
        "Word vectors in the text format of fastText, word2vec or GloVe (plain or gzip) that the"
            + " embedding begins with;",
        "it becomes as wide as they are."
      })
  private @Nullable Path vectorsFile;

  @Option(
      names = "--tokenizer",
      paramLabel = "NAME",
      completionCandidates = RuleSetNames.class,
      description = {
        "How texts become words, one of ${COMPLETION-CANDIDATES}",
        "(default: the preset's)."
      })
  private @Nullable String tokenizer;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      description = {
        "The model's version (default: PRESET-SEED;",
        "with --from, the bundle's and the name of the data)."
      })
  private @Nullable String modelVersion;

  @Option(
      names = "--no-test",
      description = "Doesn't look at the test parts: while several trainings are compared.")
  private boolean noTest;

  @Mixin private FromOptions from;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Outputs outputs = new Outputs(spec.commandLine());
    outputs.check(out);
    SourceFiles files = new SourceFiles(spec.commandLine(), encoding.charset());
    for (SourceOption option : data) {
      outputs.checkIsNot(out, option.path());
    }
    for (Path kept : from.keep()) {
      outputs.checkIsNot(out, kept);
    }
    if (from.given()) {
      refuseWithFrom("--preset", presetName);
      refuseWithFrom("--tokenizer", tokenizer);
      refuseWithFrom("--vectors", vectorsFile);
      return new TrainFrom(spec.commandLine(), from, files, seed).run(data, out, modelVersion);
    }
    from.refuseAlone();
    outputs.check(TrainingReport.beside(out));
    return train(files, outputs);
  }

  private void refuseWithFrom(String name, @Nullable Object value) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(), name + " is the bundle's where --from is given");
    }
  }

  private int train(SourceFiles files, Outputs outputs) throws IOException, InterruptedException {
    String preset = presetName == null ? DEFAULT_PRESET : presetName;
    Preset chosen = Preset.shipped().get(preset);
    if (chosen == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Unknown preset '" + preset + "': one of " + String.join(", ", new PresetNames()));
    }
    String version = modelVersion == null ? preset + "-" + seed : modelVersion;
    checkVersion(version);
    RuleSet rules = rules(chosen);
    if (vectorsFile != null) {
      files.checkThere(vectorsFile);
      outputs.checkIsNot(out, vectorsFile);
    }
    WordVectors vectors = vectorsFile == null ? null : WordVectors.open(vectorsFile);
    Preset wide = vectors == null ? chosen : chosen.withEmbeddingSize(vectors.width());
    PrintWriter printer = spec.commandLine().getOut();
    List<WeightedSource> sources = files.read(data, chosen.unlabelled() != null);
    if (chosen.unlabelled() != null
        && sources.stream().allMatch(source -> source.source().unlabelled().isEmpty())) {
      throw new IOException(
          "%s: no unlabelled reviews under train/unsup, which preset %s needs"
              .formatted(data.get(0).path(), preset));
    }
    StateFile states = new StateFile(out.resolveSibling(out.getFileName() + ".training"));
    long start = System.nanoTime();
    try (ConsoleProgress progress = new ConsoleProgress(printer)) {
      Trainer trainer = new Trainer(preset, wide, rules, seed, progress, vectors, states);
      if (noTest) {
        trainer.withoutTest();
      }
      files.refuse(data, sources, trainer::obstacle);
      StopOnExit exit =
          new StopOnExit(
              () -> {
                progress.stopping();
                trainer.stop();
              });
      try {
        int exitCode = train(trainer, sources, version, states, printer, start);
        if (!trainer.isStopped()) {
          states.delete();
        } else if (states.isThere()) {
          printer.println("The same command goes on from there.");
          printer.flush();
        }
        return exitCode;
      } finally {
        exit.release();
      }
    }
  }

  private RuleSet rules(Preset chosen) {
    if (tokenizer == null) {
      return chosen.tokenizer();
    }
    return RuleSet.labelled(tokenizer)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "Unknown tokenizer '"
                        + tokenizer
                        + "': one of "
                        + String.join(", ", new RuleSetNames())));
  }

  private void checkVersion(String version) {
    try {
      Manifest.checkModelVersion(version);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--model-version: " + e.getMessage(), e);
    }
  }

  private int train(
      Trainer trainer,
      List<WeightedSource> sources,
      String version,
      StateFile states,
      PrintWriter printer,
      long start)
      throws IOException, InterruptedException {
    Optional<TrainedModel> trained = trainer.train(sources, version);
    if (trained.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          states.isThere()
              ? "Stopped before it was back where the last run ended: no bundle."
              : "Stopped before the first epoch was over: no bundle.");
      err.flush();
      return ModelCommands.FAILURE;
    }
    TrainedModel model = trained.get();
    BundleWriter.write(model.bundle(), out);
    TrainedTable table = new TrainedTable(model);
    table.print(out, (System.nanoTime() - start) / 1_000_000_000, printer);
    writeReport(model, printer);
    table.warn(spec.commandLine().getErr());
    return 0;
  }

  private void writeReport(TrainedModel trained, PrintWriter printer) throws IOException {
    Path report = TrainingReport.beside(out);
    TrainingReport.write(trained, report);
    printer.println("Report, with the worst mistakes word for word: " + report);
    printer.flush();
  }
}
