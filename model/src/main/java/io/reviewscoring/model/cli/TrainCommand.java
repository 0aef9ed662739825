package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.report.TrainingReport;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.training.Preset;
import io.reviewscoring.model.training.TrainedModel;
import io.reviewscoring.model.training.Trainer;
import io.reviewscoring.model.training.WordVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        "Trains a model on the IMDB reviews; writes its bundle and, beside it, a report as HTML.")
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

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = "The directory aclImdb, or aclImdb_v1.tar.gz as published.")
  private Path data;

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
      defaultValue = "accurate",
      completionCandidates = PresetNames.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String preset;

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
      defaultValue = "keras-text-to-word-sequence",
      completionCandidates = RuleSetNames.class,
      description = {
        "How texts become words, one of ${COMPLETION-CANDIDATES}",
        "(default: ${DEFAULT-VALUE})."
      })
  private String tokenizer;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      description = "The model's version (default: imdb-PRESET-SEED).")
  private @Nullable String modelVersion;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Preset chosen = Preset.shipped().get(preset);
    if (chosen == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Unknown preset '" + preset + "': one of " + String.join(", ", new PresetNames()));
    }
    String version = modelVersion == null ? "imdb-" + preset + "-" + seed : modelVersion;
    checkVersion(version);
    Outputs outputs = new Outputs(spec.commandLine());
    outputs.check(out);
    outputs.check(TrainingReport.beside(out));
    outputs.checkIsNot(out, data);
    RuleSet rules = rules();
    if (vectorsFile != null) {
      checkThere(vectorsFile);
      outputs.checkIsNot(out, vectorsFile);
    }
    WordVectors vectors = vectorsFile == null ? null : WordVectors.open(vectorsFile);
    Preset wide = vectors == null ? chosen : chosen.withEmbeddingSize(vectors.width());
    checkThere(data);
    PrintWriter printer = spec.commandLine().getOut();
    printer.println("Reading " + data);
    printer.flush();
    boolean teacher = chosen.teacher() != null;
    ImdbDataset dataset =
        teacher
            ? ImdbDataset.readWithUnlabelled(data, encoding.charset())
            : ImdbDataset.read(data, encoding.charset());
    dataset.strayFiles().inWords().ifPresent(printer::println);
    if (teacher && dataset.unlabelled().isEmpty()) {
      throw new IOException(
          data + ": no unlabelled reviews under train/unsup, which preset " + preset + " needs");
    }
    long start = System.nanoTime();
    try (ConsoleProgress progress = new ConsoleProgress(printer)) {
      Trainer trainer = new Trainer(preset, wide, rules, seed, progress, vectors);
      Optional<String> obstacle = trainer.obstacle(dataset);
      if (obstacle.isPresent()) {
        throw new ParameterException(spec.commandLine(), data + ": " + obstacle.get());
      }
      return train(trainer, dataset, version, printer, start);
    }
  }

  private RuleSet rules() {
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

  private void checkThere(Path path) {
    if (!Files.exists(path)) {
      throw new ParameterException(spec.commandLine(), path + ": no such file or directory");
    }
  }

  private int train(
      Trainer trainer, ImdbDataset dataset, String version, PrintWriter printer, long start)
      throws IOException, InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(trainer, written), "stop-training");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Optional<TrainedModel> trained = trainer.train(dataset, version);
      if (trained.isEmpty()) {
        spec.commandLine().getErr().println("Stopped before the first epoch was over: no bundle.");
        return ModelCommands.FAILURE;
      }
      BundleWriter.write(trained.get().bundle(), out);
      print(trained.get(), printer, (System.nanoTime() - start) / 1_000_000_000);
      writeReport(trained.get(), printer);
      return 0;
    } finally {
      written.countDown();
      removeHook(hook);
    }
  }

  private void writeReport(TrainedModel trained, PrintWriter printer) throws IOException {
    Path report = TrainingReport.beside(out);
    TrainingReport.write(trained, report);
    printer.println("Report, with the worst mistakes word for word: " + report);
    printer.flush();
  }

  /** Runs while the JVM goes down, which waits for it: long enough to write what there is. */
  private static void stopAndWait(Trainer trainer, CountDownLatch written) {
    trainer.stop();
    try {
      written.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook is what runs.
    }
  }

  private void print(TrainedModel trained, PrintWriter printer, long seconds) throws IOException {
    ModelBundle bundle = trained.bundle();
    Thresholds thresholds = bundle.manifest().thresholds();
    print("validation", trained.validation(), thresholds, printer);
    trained.test().ifPresent(test -> print("test", test, thresholds, printer));
    printer.printf(
        "%s: %s, %,d bytes, sha256 %s, trained in %d s%n",
        out, bundle.manifest().modelVersion(), Files.size(out), Sha256.hex(out), seconds);
    printer.flush();
  }

  private static void print(
      String split, ScoredReviews scored, Thresholds thresholds, PrintWriter printer) {
    Evaluation evaluation = scored.evaluation();
    LabelCounts labels = scored.labelCounts(thresholds);
    printer.printf(
        "%-10s  accuracy %.5f  log loss %.5f  ROC AUC %s  ECE %.5f%n",
        split,
        evaluation.accuracy(),
        evaluation.logLoss(),
        evaluation.rocAucInWords(),
        evaluation.calibrationError());
    printer.printf("%-10s  %s%n", "", labels.summary());
  }
}
