package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.training.MeasuredSource;
import io.reviewscoring.model.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says at the end of a training what came of it, source by source. */
final class TrainedTable {
  private TrainedTable() {}

  /**
   * Prints.
   *
   * @param out where the bundle was written
   * @param seconds that the training took
   */
  static void print(TrainedModel trained, Path out, long seconds, PrintWriter printer)
      throws IOException {
    ModelBundle bundle = trained.bundle();
    Labelling labelling = bundle.manifest().labelling();
    for (MeasuredSource source : trained.sources()) {
      printer.println(source.name());
      print("validation", source.validation(), labelling, printer);
      source.test().ifPresent(test -> print("test", test, labelling, printer));
    }
    printer.printf(
        "%s: %s, %,d bytes, sha256 %s, trained in %d s%n",
        out, bundle.manifest().modelVersion(), Files.size(out), Sha256.hex(out), seconds);
    printer.flush();
  }

  private static void print(
      String split, ScoredReviews scored, Labelling labelling, PrintWriter printer) {
    Evaluation evaluation = scored.evaluation();
    LabelCounts labels = scored.labelCounts(labelling);
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
