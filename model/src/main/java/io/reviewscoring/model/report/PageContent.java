package io.reviewscoring.model.report;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.ConfusionMatrix;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.Interval;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.network.Layer;
import io.reviewscoring.model.training.TrainedModel;
import io.reviewscoring.model.training.TrainingHistory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns a trained model into what its page shows. */
final class PageContent {

  private static final int MISTAKES = 12;
  private static final int MOST_CHARACTERS = 300;

  private final TrainedModel model;
  private final Manifest manifest;
  private final List<Split> splits = new ArrayList<>();

  PageContent(TrainedModel model) {
    this.model = model;
    this.manifest = model.bundle().manifest();
    model.test().ifPresent(scored -> splits.add(new Split("test", false, scored)));
    splits.add(new Split("validation", true, model.validation()));
  }

  Page page() {
    List<Layer> layers = manifest.architecture().layers();
    Provenance provenance = manifest.provenance();
    return new Page(
        manifest.modelVersion(),
        manifest.architecture().type(),
        figures(),
        curves(),
        model.history().epochs().stream().map(this::epoch).toList(),
        splits.stream().map(this::part).toList(),
        quality(),
        scores(),
        layers.stream().map(PageContent::layer).toList(),
        count(layers.stream().mapToLong(Layer::parameters).sum()),
        count(model.validation().size()),
        model.validation().worstMistakes(MISTAKES).stream().map(PageContent::mistake).toList(),
        origin(provenance),
        entries(provenance.settings()),
        entries(provenance.metrics()),
        entries(provenance.libraries()));
  }

  private List<Page.Figure> figures() {
    Split split = splits.get(0);
    Evaluation evaluation = split.scored().evaluation();
    Interval interval = evaluation.accuracyInterval();
    LabelCounts labels = split.scored().labelCounts(manifest.thresholds());
    String of = "on %s %s reviews".formatted(count(split.scored().size()), split.name());
    List<Page.Figure> figures = new ArrayList<>();
    figures.add(
        new Page.Figure(
            "Accuracy",
            percent(evaluation.accuracy()),
            "95 %% interval %s to %s, %s"
                .formatted(percent(interval.low()), percent(interval.high()), of)));
    figures.add(new Page.Figure("ROC AUC", decimal(evaluation.rocAuc()), of));
    figures.add(new Page.Figure("Log loss", decimal(evaluation.logLoss()), of));
    figures.add(
        new Page.Figure(
            "Calibration error", decimal(evaluation.calibrationError()), "ECE, 15 bins, " + of));
    figures.add(new Page.Figure("Uncertain", percent(labels.uncertainShare()), of));
    figures.add(
        new Page.Figure(
            "Right when certain",
            labels.certainAccuracy().isEmpty()
                ? "–"
                : percent(labels.certainAccuracy().getAsDouble()),
            "wanted: 95 %, " + of));
    return figures;
  }

  private List<Page.Chart> curves() {
    TrainingHistory history = model.history();
    TrainingHistory.Epoch best = history.epochs().get(history.best() - 1);
    return List.of(
        chart(
            "Loss by epoch",
            "before calibration; dashed: the epoch that became the model",
            "Training and validation loss by epoch; in the best, epoch %d, %s and %s"
                .formatted(
                    best.number(), decimal(best.trainingLoss()), decimal(best.validationLoss())),
            charts -> charts.losses(history)),
        chart(
            "Accuracy by epoch",
            "before calibration, on the validation reviews",
            "Validation accuracy by epoch; in the best, epoch %d, %s"
                .formatted(best.number(), percent(best.validationAccuracy())),
            charts -> charts.accuracy(history)));
  }

  private List<Page.Chart> quality() {
    List<Page.Chart> charts = new ArrayList<>();
    List<Split> twoLabels = splits.stream().filter(split -> hasBothLabels(split.scored())).toList();
    if (!twoLabels.isEmpty()) {
      String areas =
          each(twoLabels, split -> "AUC %s".formatted(decimal(split.evaluation().rocAuc())));
      charts.add(chart("ROC curve", areas, "ROC curve: " + areas, drawn -> drawn.roc(twoLabels)));
    }
    String errors =
        each(splits, split -> "ECE %s".formatted(decimal(split.evaluation().calibrationError())));
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
    return confusion.truePositives() + confusion.falseNegatives() > 0
        && confusion.trueNegatives() + confusion.falsePositives() > 0;
  }

  private static String each(List<Split> splits, Function<ScoredReviews, String> text) {
    return splits.stream()
        .map(split -> split.name() + " " + text.apply(split.scored()))
        .collect(Collectors.joining(", "));
  }

  private Page.Chart scores() {
    Split split = splits.get(0);
    Thresholds thresholds = manifest.thresholds();
    LabelCounts labels = split.scored().labelCounts(thresholds);
    String note =
        "%s reviews; between the dashed lines, %s and %s, %s are uncertain"
            .formatted(
                split.name(),
                thresholds.negativeBelow(),
                thresholds.positiveFrom(),
                percent(labels.uncertainShare()));
    return chart(
        "Scores",
        note,
        "Histogram of the scores of positive and of negative reviews; " + note,
        charts -> charts.scores(split.scored(), thresholds));
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

  private Page.Epoch epoch(TrainingHistory.Epoch epoch) {
    return new Page.Epoch(
        count(epoch.number()),
        decimal(epoch.trainingLoss()),
        decimal(epoch.validationLoss()),
        percent(epoch.validationAccuracy()),
        epoch.number() == model.history().best());
  }

  private Page.SplitPart part(Split split) {
    ConfusionMatrix confusion = split.scored().evaluation().confusion();
    LabelCounts labels = split.scored().labelCounts(manifest.thresholds());
    double positives = confusion.truePositives() + confusion.falseNegatives();
    double negatives = confusion.trueNegatives() + confusion.falsePositives();
    double size = split.scored().size();
    Thresholds thresholds = manifest.thresholds();
    return new Page.SplitPart(
        split.name(),
        count(split.scored().size()),
        cell(confusion.truePositives(), positives),
        cell(confusion.falseNegatives(), positives),
        cell(confusion.falsePositives(), negatives),
        cell(confusion.trueNegatives(), negatives),
        List.of(
            new Page.LabelRow(
                "POSITIVE",
                "from " + thresholds.positiveFrom(),
                count(labels.positive()),
                percent(labels.positive() / size),
                percent((double) labels.truePositives() / labels.positive())),
            new Page.LabelRow(
                "UNCERTAIN",
                "between",
                count(labels.uncertain()),
                percent(labels.uncertainShare()),
                ""),
            new Page.LabelRow(
                "NEGATIVE",
                "below " + thresholds.negativeBelow(),
                count(labels.negative()),
                percent(labels.negative() / size),
                percent((double) labels.trueNegatives() / labels.negative()))),
        "By these thresholds " + labels.summary() + ".");
  }

  private static Page.Cell cell(long reviews, double row) {
    return new Page.Cell(
        count(reviews), percent(reviews / row), row == 0 ? 0 : (int) (60 * reviews / row));
  }

  private static Page.LayerRow layer(Layer layer) {
    return new Page.LayerRow(
        layer.name(),
        layer.kind(),
        layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" × ")),
        count(layer.parameters()));
  }

  private static Page.Mistake mistake(ScoredReviews.Scored scored) {
    return new Page.Mistake(
        decimal(scored.score()),
        scored.score() >= 0.5f ? "positive" : "negative",
        scored.review().positive() ? "positive" : "negative",
        scored.review().id(),
        cut(scored.review().text()));
  }

  /** The beginning of a text, never half a character. */
  static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
  }

  private static List<Page.Entry> origin(Provenance provenance) {
    return List.of(
        new Page.Entry("preset", provenance.preset()),
        new Page.Entry("seed", Long.toString(provenance.seed())),
        new Page.Entry("data sha256", provenance.dataSha256()));
  }

  private static List<Page.Entry> entries(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(entry -> new Page.Entry(entry.getKey(), String.valueOf(entry.getValue())))
        .toList();
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
