package io.reviewscoring.model.report;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.evaluation.Contrasts;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.Interval;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.network.Layer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.training.MeasuredSource;
import io.reviewscoring.model.training.TrainedModel;
import io.reviewscoring.model.training.TrainingHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    for (MeasuredSource source : model.sources()) {
      String of = model.sources().size() == 1 ? "" : source.name() + " ";
      source.test().ifPresent(scored -> splits.add(new Split(of + "test", false, scored)));
      splits.add(new Split(of + "validation", true, source.validation()));
    }
  }

  Page page() {
    ChartImages images = new ChartImages(model.history(), splits, manifest.labelling());
    SplitTables tables = new SplitTables(manifest.labelling());
    List<Layer> layers = manifest.architecture().layers();
    Provenance provenance = manifest.provenance();
    return new Page(
        manifest.modelVersion(),
        manifest.architecture().type(),
        figures(),
        images.curves(),
        model.history().epochs().stream().map(this::epoch).toList(),
        splits.stream().map(tables::part).toList(),
        images.quality(),
        images.scores(),
        Contrasts.shipped().by(ScoringModel.of(model.bundle())).stream()
            .map(PageContent::contrast)
            .toList(),
        layers.stream().map(PageContent::layer).toList(),
        NumberText.count(layers.stream().mapToLong(Layer::parameters).sum()),
        NumberText.count(first().size()),
        first().worstMistakes(MISTAKES).stream().map(PageContent::mistake).toList(),
        origin(provenance),
        entries(provenance.settings()),
        entries(provenance.metrics()),
        entries(provenance.libraries()));
  }

  private ScoredReviews first() {
    return model.sources().get(0).validation();
  }

  private List<Page.Figure> figures() {
    Split split = splits.get(0);
    Evaluation evaluation = split.scored().evaluation();
    Interval interval = evaluation.accuracyInterval();
    LabelCounts labels = split.scored().labelCounts(manifest.labelling());
    String of = "on %s %s reviews".formatted(NumberText.count(split.scored().size()), split.name());
    List<Page.Figure> figures = new ArrayList<>();
    figures.add(
        new Page.Figure(
            "Accuracy",
            NumberText.percent(evaluation.accuracy()),
            "95 %% interval %s to %s, %s"
                .formatted(
                    NumberText.percent(interval.low()), NumberText.percent(interval.high()), of)));
    figures.add(new Page.Figure("ROC AUC", NumberText.decimal(evaluation.rocAuc()), of));
    figures.add(new Page.Figure("Log loss", NumberText.decimal(evaluation.logLoss()), of));
    figures.add(
        new Page.Figure(
            "Calibration error",
            NumberText.decimal(evaluation.calibrationError()),
            "ECE, 15 bins, " + of));
    figures.add(new Page.Figure("Uncertain", NumberText.percent(labels.uncertainShare()), of));
    figures.add(
        new Page.Figure(
            "Right when certain",
            labels.certainAccuracy().isEmpty()
                ? "–"
                : NumberText.percent(labels.certainAccuracy().getAsDouble()),
            "wanted: 95 %, " + of));
    return figures;
  }

  private Page.Epoch epoch(TrainingHistory.Epoch epoch) {
    return new Page.Epoch(
        NumberText.count(epoch.number()),
        NumberText.decimal(epoch.trainingLoss()),
        NumberText.decimal(epoch.validationLoss()),
        NumberText.percent(epoch.validationAccuracy()),
        epoch.number() == model.history().best());
  }

  private static Page.Contrast contrast(Contrasts.Answers group) {
    return new Page.Contrast(
        group.name(),
        NumberText.count(group.count(1)),
        NumberText.count(group.count(0)),
        NumberText.count(group.count(-1)),
        group.answers().stream().map(PageContent::sentence).toList());
  }

  private static Page.Sentence sentence(Contrasts.Answer answer) {
    return new Page.Sentence(
        NumberText.decimal(answer.score()),
        answer.label().name(),
        answer.sentence().positive() ? "positive" : "negative",
        answer.sentence().text());
  }

  private static Page.LayerRow layer(Layer layer) {
    return new Page.LayerRow(
        layer.name(),
        layer.kind(),
        layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" × ")),
        NumberText.count(layer.parameters()));
  }

  private static Page.Mistake mistake(ScoredReviews.Scored scored) {
    return new Page.Mistake(
        NumberText.decimal(scored.score()),
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
}
