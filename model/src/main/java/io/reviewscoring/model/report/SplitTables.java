package io.reviewscoring.model.report;

import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.LabelCounts;
import java.util.List;

/** What of a split was scored right: its confusion matrix, and its labels by the thresholds. */
final class SplitTables {
  private final Thresholds thresholds;

  SplitTables(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  Page.SplitPart part(Split split) {
    ConfusionMatrix confusion = split.scored().evaluation().confusion();
    LabelCounts labels = split.scored().labelCounts(thresholds);
    long positives = confusion.positives();
    long negatives = confusion.negatives();
    double size = split.scored().size();
    return new Page.SplitPart(
        split.name(),
        NumberText.count(split.scored().size()),
        cell(confusion.truePositives(), positives),
        cell(confusion.falseNegatives(), positives),
        cell(confusion.falsePositives(), negatives),
        cell(confusion.trueNegatives(), negatives),
        List.of(
            new Page.LabelRow(
                "POSITIVE",
                "from " + thresholds.positiveFrom(),
                NumberText.count(labels.positive()),
                NumberText.percent(labels.positive() / size),
                NumberText.percent((double) labels.truePositives() / labels.positive())),
            new Page.LabelRow(
                "UNCERTAIN",
                "between",
                NumberText.count(labels.uncertain()),
                NumberText.percent(labels.uncertainShare()),
                ""),
            new Page.LabelRow(
                "NEGATIVE",
                "below " + thresholds.negativeBelow(),
                NumberText.count(labels.negative()),
                NumberText.percent(labels.negative() / size),
                NumberText.percent((double) labels.trueNegatives() / labels.negative()))),
        "By these thresholds " + labels.summary() + ".");
  }

  private static Page.Cell cell(long reviews, long row) {
    return new Page.Cell(
        NumberText.count(reviews),
        NumberText.percent((double) reviews / row),
        row == 0 ? 0 : (int) (60 * reviews / row));
  }
}
