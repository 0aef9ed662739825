package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.training.MeasuredSource;
import io.reviewscoring.model.training.ThresholdFit;
import io.reviewscoring.model.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says at the end of a training what came of it, source by source. */
final class TrainedTable {
  private final TrainedModel trained;
  private final Labelling labelling;

  TrainedTable(TrainedModel trained) {
    this.trained = trained;
    this.labelling = trained.bundle().manifest().labelling();
  }

  /**
   * Prints.
   *
   * @param out where the bundle was written
   * @param seconds that the training took
   */
  void print(Path out, long seconds, PrintWriter printer) throws IOException {
    ModelBundle bundle = trained.bundle();
    for (MeasuredSource source : trained.sources()) {
      printer.println(source.name());
      print("validation", source.validation(), printer);
      source.test().ifPresent(test -> print("test", test, printer));
    }
    printer.printf(
        "%s: %s, %,d bytes, sha256 %s, trained in %d s%n",
        out, bundle.manifest().modelVersion(), Files.size(out), Sha256.hex(out), seconds);
    printer.flush();
  }

  /** Says, if no text can get a label but UNCERTAIN, what that means and what to do. */
  void warn(PrintWriter printer) {
    if (!labelling.neverCertain()) {
      return;
    }
    printer.printf(
        "Warning: this model calls every text UNCERTAIN, never POSITIVE or NEGATIVE: its %,d"
            + " reviews to calibrate by are too few, or it is right too seldom on them, to be sure"
            + " of 95 in 100 (that takes %d of a label, all right, at the least). Give it more"
            + " reviews, some thousand, or go on from a bundle that has learnt others: train --from"
            + " model/bundles/default.zip%n",
        trained.sources().stream().mapToInt(source -> source.validation().size()).sum(),
        ThresholdFit.FEWEST);
    printer.flush();
  }

  private void print(String split, ScoredReviews scored, PrintWriter printer) {
    Evaluation evaluation = scored.evaluation();
    printer.printf(
        "%-10s  accuracy %.5f  log loss %.5f  ROC AUC %s  ECE %.5f%n",
        split,
        evaluation.accuracy(),
        evaluation.logLoss(),
        evaluation.rocAucInWords(),
        evaluation.calibrationError());
    if (!labelling.neverCertain()) {
      printer.printf("%-10s  %s%n", "", scored.labelCounts(labelling).summary());
    }
  }
}
