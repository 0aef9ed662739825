package io.reviewscoring.model.report;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.training.TrainingHistory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page's charts, drawn for light and for dark pages, as data URIs with their captions. */
final class ChartImages {
  private final TrainingHistory history;
  private final List<Split> splits;
  private final Labelling labelling;

  ChartImages(TrainingHistory history, List<Split> splits, Labelling labelling) {
    this.history = history;
    this.splits = splits;
    this.labelling = labelling;
  }

  /** How the training went, epoch by epoch. */
  List<Page.Chart> curves() {
    TrainingHistory.Epoch best = history.epochs().get(history.best() - 1);
    return List.of(
        chart(
            "Loss by epoch",
            "validation: by the sources' weights, calibrated; dashed: the model's epoch",
            "Training and validation loss by epoch; in the best, epoch %d, %s and %s"
                .formatted(
                    best.number(),
                    NumberText.decimal(best.trainingLoss()),
                    NumberText.decimal(best.validationLoss())),
            charts -> charts.losses(history)),
        chart(
            "Accuracy by epoch",
            "before calibration, on the validation reviews",
            "Validation accuracy by epoch; in the best, epoch %d, %s"
                .formatted(best.number(), NumberText.percent(best.validationAccuracy())),
            charts -> charts.accuracy(history)));
  }

  /** How good the scores are, over all thresholds. */
  List<Page.Chart> quality() {
    List<Page.Chart> charts = new ArrayList<>();
    List<Split> twoLabels = splits.stream().filter(split -> hasBothLabels(split.scored())).toList();
    if (!twoLabels.isEmpty()) {
      String areas =
          each(
              twoLabels,
              split -> "AUC %s".formatted(NumberText.decimal(split.evaluation().rocAuc())));
      charts.add(chart("ROC curve", areas, "ROC curve: " + areas, drawn -> drawn.roc(twoLabels)));
    }
    String errors =
        each(
            splits,
            split -> "ECE %s".formatted(NumberText.decimal(split.evaluation().calibrationError())));
    charts.add(
        chart(
            "Calibration",
            errors + "; fitted on the validation reviews alone",
            "Reliability diagram: " + errors,
            drawn -> drawn.calibration(splits)));
    return charts;
  }

  private static boolean hasBothLabels(ScoredReviews scored) {
    ConfusionMatrix confusion = scored.evaluation().confusion();
    return confusion.positives() > 0 && confusion.negatives() > 0;
  }

  private static String each(List<Split> splits, Function<ScoredReviews, String> text) {
    return splits.stream()
        .map(split -> split.name() + " " + text.apply(split.scored()))
        .collect(Collectors.joining(", "));
  }

  /** How the scores of the first split lie about the thresholds. */
  Page.Chart scores() {
    Split split = splits.get(0);
    LabelCounts labels = split.scored().labelCounts(labelling);
    List<Double> borders =
        labelling.calibration().bands().isEmpty()
            ? List.of(labelling.thresholds().negativeBelow(), labelling.thresholds().positiveFrom())
            : List.of();
    String note =
        "%s reviews; %s are uncertain, %s"
            .formatted(
                split.name(),
                NumberText.percent(labels.uncertainShare()),
                borders.isEmpty()
                    ? "by thresholds for their length"
                    : "between the dashed lines at %s and %s".formatted(borders.toArray()));
    return chart(
        "Scores",
        note,
        "Histogram of the scores of positive and of negative reviews; " + note,
        charts -> charts.scores(split.scored(), borders));
  }

  private static Page.Chart chart(
      String title, String note, String alt, Function<Charts, byte[]> draw) {
    return new Page.Chart(
        title,
        note,
        uri(draw.apply(new Charts(Palette.LIGHT))),
        uri(draw.apply(new Charts(Palette.DARK))),
        alt);
  }

  private static String uri(byte[] svg) {
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
  }
}
