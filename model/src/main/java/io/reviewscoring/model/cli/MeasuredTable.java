package io.reviewscoring.model.cli;

import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.Interval;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LengthGroup;
import java.io.PrintWriter;
import java.util.OptionalDouble;

/** A source's figures for people. */
final class MeasuredTable {
  private MeasuredTable() {}

  static void print(Measured measured, PrintWriter out) {
    Evaluation evaluation = measured.evaluation();
    Interval interval = evaluation.accuracyInterval();
    out.printf("model     %s%n", measured.modelVersion());
    out.printf("source    %s%n", measured.source());
    out.printf("reviews   %,d%n", evaluation.reviews());
    out.printf(
        "accuracy  %.5f  (95 %% interval %.4f to %.4f)%n",
        evaluation.accuracy(), interval.low(), interval.high());
    out.printf("log loss  %.5f%n", evaluation.logLoss());
    out.printf("ROC AUC   %s%n", evaluation.rocAucInWords());
    out.printf("ECE       %.5f%n", evaluation.calibrationError());
    if (measured.perSecond() != null) {
      out.printf("speed     %,.0f reviews a second on one core%n", measured.perSecond());
    }
    out.println();
    print(evaluation.confusion(), out);
    print(measured.labels(), out);
    out.println();
    out.printf("%-20s%14s%14s%14s%14s%n", "tokens", "reviews", "accuracy", "ECE", "uncertain");
    measured.byLength().forEach(group -> print(group, measured, out));
  }

  private static void print(ConfusionMatrix confusion, PrintWriter out) {
    out.printf("%-20s%14s%14s%n", "", "scored >= 0.5", "below");
    out.printf(
        "%-20s%,14d%,14d%n",
        "positive reviews", confusion.truePositives(), confusion.falseNegatives());
    out.printf(
        "%-20s%,14d%,14d%n%n",
        "negative reviews", confusion.falsePositives(), confusion.trueNegatives());
  }

  private static void print(LabelCounts labels, PrintWriter out) {
    out.printf("%-20s%14s%14s%n", "", "reviews", "right");
    print("POSITIVE", labels.positive(), labels.positiveAccuracy(), out);
    print("NEGATIVE", labels.negative(), labels.negativeAccuracy(), out);
    out.printf("%-20s%,14d%n", "UNCERTAIN", labels.uncertain());
    String summary = labels.summary();
    out.println(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".");
  }

  private static void print(String label, long reviews, OptionalDouble right, PrintWriter out) {
    String share = right.isEmpty() ? "-" : "%.1f %%".formatted(100 * right.getAsDouble());
    out.printf("%-20s%,14d%14s%n", label, reviews, share);
  }

  private static void print(LengthGroup group, Measured measured, PrintWriter out) {
    Evaluation evaluation = group.reviews().evaluation();
    double uncertain = group.reviews().labelCounts(measured.labelling()).uncertainShare();
    out.printf(
        "%-20s%,14d%14.4f%14.4f%12.1f %%%n",
        group.name(),
        evaluation.reviews(),
        evaluation.accuracy(),
        evaluation.calibrationError(),
        100 * uncertain);
  }
}
