package io.reviewscoring.model.report;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LengthGroup;
import java.util.List;

/** What of a split was scored right: its confusion matrix, and its labels by the thresholds. */
final class SplitTables {
  private final Labelling labelling;

  SplitTables(Labelling labelling) {
    this.labelling = labelling;
  }

  Page.SplitPart part(Split split) {
    ConfusionMatrix confusion = split.scored().evaluation().confusion();
    LabelCounts labels = split.scored().labelCounts(labelling);
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
                borders("from ", labelling.thresholds().positiveFrom()),
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
                borders("below ", labelling.thresholds().negativeBelow()),
                NumberText.count(labels.negative()),
                NumberText.percent(labels.negative() / size),
                NumberText.percent((double) labels.trueNegatives() / labels.negative()))),
        "By these thresholds " + labels.summary() + ".",
        split.scored().byLength().stream().map(this::lengthRow).toList());
  }

  private String borders(String word, double border) {
    return labelling.calibration().bands().isEmpty() ? word + border : "by length";
  }

  private Page.LengthRow lengthRow(LengthGroup group) {
    Evaluation evaluation = group.reviews().evaluation();
    return new Page.LengthRow(
        group.name(),
        NumberText.count(evaluation.reviews()),
        NumberText.percent(evaluation.accuracy()),
        NumberText.decimal(evaluation.calibrationError()),
        NumberText.percent(group.reviews().labelCounts(labelling).uncertainShare()));
  }

  private static Page.Cell cell(long reviews, long row) {
    return new Page.Cell(
        NumberText.count(reviews),
        NumberText.percent((double) reviews / row),
        row == 0 ? 0 : (int) (60 * reviews / row));
  }
}
