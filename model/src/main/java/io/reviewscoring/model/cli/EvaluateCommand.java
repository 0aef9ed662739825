package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.Interval;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledReviews;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.evaluation.StrayFiles;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how well a model's scores match labels. */
@Command(name = "evaluate", description = "Measures a model on labelled reviews.")
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "aclImdb or its tar.gz, a folder with pos/ and neg/ of .txt files, or a file of JSON"
              + " objects (text, label), one a line or in an array, plain or gzip.")
  private Path data;

  @Mixin private EncodingOption encoding;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "Of IMDB: train or test (default: ${DEFAULT-VALUE}).")
  private ImdbDataset.Split split;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.exists(data)) {
      throw new ParameterException(spec.commandLine(), data + ": no such file or directory");
    }
    ScoringModel scoring = ScoringModel.of(model.load());
    List<LabelledReview> reviews = reviews();
    int threads = Runtime.getRuntime().availableProcessors();
    ScoredReviews scored = new BulkScorer(scoring, threads).scored(reviews);
    Evaluation evaluation = scored.evaluation();
    LabelCounts labels = scored.labelCounts(scoring.manifest().thresholds());
    PrintWriter out = spec.commandLine().getOut();
    String version = scoring.manifest().modelVersion();
    if (json) {
      out.println(json(version, evaluation, labels));
    } else {
      print(version, evaluation, labels, out);
    }
    out.flush();
    return 0;
  }

  private List<LabelledReview> reviews() throws IOException {
    if (!ImdbDataset.isAt(data)) {
      LabelledReviews labelled = LabelledReviews.read(data, encoding.charset());
      say(labelled.strayFiles());
      return labelled.reviews();
    }
    ImdbDataset dataset = ImdbDataset.read(data, encoding.charset());
    say(dataset.strayFiles());
    if (dataset.reviews(split).isEmpty()) {
      throw new IOException(data + ": no reviews in this split");
    }
    return dataset.reviews(split);
  }

  /** Beside the figures, which may be for a program. */
  private void say(StrayFiles strayFiles) {
    strayFiles
        .inWords()
        .ifPresent(words -> spec.commandLine().getErr().println(data + ": " + words));
  }

  private static ObjectNode json(String version, Evaluation evaluation, LabelCounts labels) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("modelVersion", version);
    node.put("reviews", evaluation.reviews());
    node.put("accuracy", evaluation.accuracy());
    Interval interval = evaluation.accuracyInterval();
    node.putArray("accuracyInterval95").add(interval.low()).add(interval.high());
    node.put("logLoss", evaluation.logLoss());
    if (Double.isNaN(evaluation.rocAuc())) {
      node.putNull("rocAuc");
    } else {
      node.put("rocAuc", evaluation.rocAuc());
    }
    node.put("calibrationError", evaluation.calibrationError());
    ConfusionMatrix confusion = evaluation.confusion();
    node.putObject("confusion")
        .put("truePositives", confusion.truePositives())
        .put("falsePositives", confusion.falsePositives())
        .put("trueNegatives", confusion.trueNegatives())
        .put("falseNegatives", confusion.falseNegatives());
    node.putObject("labels")
        .put("positive", labels.positive())
        .put("negative", labels.negative())
        .put("uncertain", labels.uncertain())
        .put("truePositives", labels.truePositives())
        .put("trueNegatives", labels.trueNegatives());
    return node;
  }

  private static void print(
      String version, Evaluation evaluation, LabelCounts labels, PrintWriter out) {
    ConfusionMatrix confusion = evaluation.confusion();
    Interval interval = evaluation.accuracyInterval();
    out.printf("model     %s%n", version);
    out.printf("reviews   %,d%n", evaluation.reviews());
    out.printf(
        "accuracy  %.5f  (95 %% interval %.4f to %.4f)%n",
        evaluation.accuracy(), interval.low(), interval.high());
    out.printf("log loss  %.5f%n", evaluation.logLoss());
    out.printf("ROC AUC   %s%n", evaluation.rocAucInWords());
    out.printf("ECE       %.5f%n%n", evaluation.calibrationError());
    out.printf("%-20s%14s%14s%n", "", "scored >= 0.5", "below");
    out.printf(
        "%-20s%,14d%,14d%n",
        "positive reviews", confusion.truePositives(), confusion.falseNegatives());
    out.printf(
        "%-20s%,14d%,14d%n%n",
        "negative reviews", confusion.falsePositives(), confusion.trueNegatives());
    out.printf("%-20s%14s%14s%n", "", "reviews", "right");
    printLabel("POSITIVE", labels.positive(), labels.truePositives(), out);
    printLabel("NEGATIVE", labels.negative(), labels.trueNegatives(), out);
    out.printf("%-20s%,14d%n", "UNCERTAIN", labels.uncertain());
    String summary = labels.summary();
    out.println(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".");
  }

  private static void printLabel(String label, long reviews, long right, PrintWriter out) {
    String share = reviews == 0 ? "-" : "%.1f %%".formatted(100.0 * right / reviews);
    out.printf("%-20s%,14d%14s%n", label, reviews, share);
  }
}
