package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledReviews;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          "aclImdb or its tar.gz, a folder with pos/ and neg/, or a file with one JSON object per"
              + " line (text, label).")
  private Path data;

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
    ScoringModel scoring = ScoringModel.of(model.load());
    List<LabelledReview> reviews =
        ImdbDataset.isAt(data) ? ImdbDataset.read(data).reviews(split) : LabelledReviews.read(data);
    if (reviews.isEmpty()) {
      throw new IOException(data + ": no reviews in this split");
    }
    int threads = Runtime.getRuntime().availableProcessors();
    Evaluation evaluation = new BulkScorer(scoring, threads).evaluate(reviews);
    PrintWriter out = spec.commandLine().getOut();
    String version = scoring.manifest().modelVersion();
    if (json) {
      out.println(json(version, evaluation));
    } else {
      print(version, evaluation, out);
    }
    out.flush();
    return 0;
  }

  private static ObjectNode json(String version, Evaluation evaluation) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("modelVersion", version);
    node.put("reviews", evaluation.reviews());
    node.put("accuracy", evaluation.accuracy());
    node.put("logLoss", evaluation.logLoss());
    if (Double.isNaN(evaluation.rocAuc())) {
      node.putNull("rocAuc");
    } else {
      node.put("rocAuc", evaluation.rocAuc());
    }
    ConfusionMatrix confusion = evaluation.confusion();
    node.putObject("confusion")
        .put("truePositives", confusion.truePositives())
        .put("falsePositives", confusion.falsePositives())
        .put("trueNegatives", confusion.trueNegatives())
        .put("falseNegatives", confusion.falseNegatives());
    return node;
  }

  private static void print(String version, Evaluation evaluation, PrintWriter out) {
    ConfusionMatrix confusion = evaluation.confusion();
    out.printf("model     %s%n", version);
    out.printf("reviews   %,d%n", evaluation.reviews());
    out.printf("accuracy  %.5f%n", evaluation.accuracy());
    out.printf("log loss  %.5f%n", evaluation.logLoss());
    out.printf("ROC AUC   %.5f%n%n", evaluation.rocAuc());
    out.printf("%-20s%14s%14s%n", "", "scored >= 0.5", "below");
    out.printf(
        "%-20s%,14d%,14d%n",
        "positive reviews", confusion.truePositives(), confusion.falseNegatives());
    out.printf(
        "%-20s%,14d%,14d%n",
        "negative reviews", confusion.falsePositives(), confusion.trueNegatives());
  }
}
