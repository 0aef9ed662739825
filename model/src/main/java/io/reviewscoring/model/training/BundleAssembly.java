package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a trained network a bundle: calibrates it and chooses its thresholds, both on the held-out
 * reviews and nothing else, adds goldens, and measures it with the scorer that will serve it. The
 * test split is looked at here, once, when all is chosen.
 */
final class BundleAssembly {

  /** In force until the scores are there that the real ones are chosen by. */
  private static final Thresholds PROVISIONAL = new Thresholds(0.5, 0.5, 1);

  private final Architecture architecture;
  private final TrainingProgress progress;

  BundleAssembly(Architecture architecture, TrainingProgress progress) {
    this.architecture = architecture;
    this.progress = progress;
  }

  /**
   * What was trained.
   *
   * @param manifest without thresholds and figures of its own
   * @param validationScores what {@code weights} make of {@code validation} [reviews]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Draft(
      Manifest manifest,
      Vocabulary vocabulary,
      Weights weights,
      List<LabelledReview> validation,
      float[] validationScores,
      TrainingHistory history) {}

  /** A manifest with the parts that the assembly fills in still open. */
  static Manifest draft(
      String modelVersion, Architecture architecture, RuleSet rules, Provenance provenance) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        modelVersion,
        architecture,
        rules,
        PROVISIONAL,
        List.of("en"),
        provenance);
  }

  TrainedModel assemble(Draft draft, ImdbDataset data) throws InterruptedException {
    ScoredReviews uncalibrated = new ScoredReviews(draft.validation(), draft.validationScores());
    PlattScaling scaling = PlattScaling.fit(uncalibrated.scores(), uncalibrated.positive());
    Weights weights = scaling.fold(draft.weights());
    ModelBundle bundle =
        new ModelBundle(
            draft.manifest(),
            draft.vocabulary(),
            weights,
            Goldens.of(architecture, draft.manifest().tokenizer(), weights, draft.vocabulary()));
    BulkScorer scorer = new BulkScorer(checked(bundle), Runtime.getRuntime().availableProcessors());

    ScoredReviews validation = scorer.scored(draft.validation());
    Thresholds thresholds = ThresholdChoice.of(validation.scores(), validation.positive());
    Optional<ScoredReviews> test = test(scorer, data);

    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("validation.eceUncalibrated", uncalibrated.evaluation().calibrationError());
    put(metrics, "validation", validation, thresholds);
    test.ifPresent(
        scored -> {
          put(metrics, "test", scored, thresholds);
          metrics.put("test.accuracy.low", scored.evaluation().accuracyInterval().low());
          metrics.put("test.accuracy.high", scored.evaluation().accuracyInterval().high());
        });
    ModelBundle finished =
        new ModelBundle(
            finished(draft.manifest(), thresholds, metrics, scaling),
            bundle.vocabulary(),
            bundle.weights(),
            bundle.goldens());
    return new TrainedModel(finished, draft.history(), validation, test);
  }

  private static ScoringModel checked(ModelBundle bundle) {
    ScoringModel model = ScoringModel.of(bundle);
    Goldens.check(model, bundle.goldens());
    return model;
  }

  private Optional<ScoredReviews> test(BulkScorer scorer, ImdbDataset data)
      throws InterruptedException {
    List<LabelledReview> reviews = data.reviews(ImdbDataset.Split.TEST);
    if (reviews.isEmpty()) {
      return Optional.empty();
    }
    progress.stage("Scoring the " + reviews.size() + " test reviews");
    return Optional.of(scorer.scored(reviews));
  }

  private static void put(
      Map<String, Double> metrics, String split, ScoredReviews scored, Thresholds thresholds) {
    Evaluation evaluation = scored.evaluation();
    LabelCounts labels = scored.labelCounts(thresholds);
    metrics.put(split + ".accuracy", evaluation.accuracy());
    metrics.put(split + ".logLoss", evaluation.logLoss());
    if (!Double.isNaN(evaluation.rocAuc())) {
      metrics.put(split + ".rocAuc", evaluation.rocAuc());
    }
    metrics.put(split + ".ece", evaluation.calibrationError());
    metrics.put(split + ".reviews", (double) evaluation.reviews());
    metrics.put(split + ".uncertainShare", labels.uncertainShare());
    labels
        .certainAccuracy()
        .ifPresent(accuracy -> metrics.put(split + ".certainAccuracy", accuracy));
  }

  private static Manifest finished(
      Manifest draft, Thresholds thresholds, Map<String, Double> metrics, PlattScaling scaling) {
    Provenance from = draft.provenance();
    Map<String, String> settings = new TreeMap<>(from.settings());
    settings.put("temperature", decimal(scaling.temperature()));
    settings.put("temperatureShift", decimal(scaling.shift()));
    Provenance provenance =
        new Provenance(
            from.preset(), from.dataSha256(), from.seed(), from.libraries(), metrics, settings);
    return new Manifest(
        draft.formatVersion(),
        draft.modelVersion(),
        draft.architecture(),
        draft.tokenizer(),
        thresholds,
        draft.languages(),
        provenance);
  }

  /** Not Double.toString, which differs between Java 17 and later ones. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
