package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.LengthCalibration;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a trained model a bundle: calibrates it on the reviews that are held out for that and
 * nothing else, adds goldens, and measures it on test reviews with the scorer that will serve it.
 * The test parts are looked at here, once, when all is chosen.
 */
final class BundleAssembly {

  /** Of a model whose bands have thresholds of their own. */
  private static final Thresholds WITHOUT_BANDS = new Thresholds(0, 1, 1);

  private final List<SourceParts> sources;
  private final boolean lookAtTest;
  private final TrainingProgress progress;

  BundleAssembly(List<SourceParts> sources, boolean lookAtTest, TrainingProgress progress) {
    this.lookAtTest = lookAtTest;
    this.sources = sources;
    this.progress = progress;
  }

  /** A manifest with the parts that the assembly fills in still open. */
  static Manifest draft(
      String modelVersion, Architecture architecture, RuleSet rules, Provenance provenance) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        modelVersion,
        architecture,
        rules,
        WITHOUT_BANDS,
        LengthCalibration.NONE,
        List.of("en"),
        provenance);
  }

  /**
   * Calibrates and measures.
   *
   * @param draft without calibration and figures
   * @param weights of network and wide part, blended
   * @param calibrating the reviews to calibrate by, of all sources
   */
  TrainedModel assemble(
      Manifest draft,
      Vocabulary vocabulary,
      Weights weights,
      Calibrating calibrating,
      TrainingHistory history)
      throws InterruptedException {
    progress.stage("Calibrating");
    Manifest calibrated = draft.with(calibrating.calibration());
    ModelBundle bundle =
        new ModelBundle(
            calibrated, vocabulary, weights, Goldens.of(calibrated, weights, vocabulary));
    BulkScorer scorer = new BulkScorer(checked(bundle), Runtime.getRuntime().availableProcessors());
    Map<String, Double> metrics = new TreeMap<>();
    List<MeasuredSource> measured = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      ScoredReviews validation =
          calibrating.scored(i, sources.get(i).parts().calibrating(), calibrated.calibration());
      measured.add(measured(sources.get(i), validation, scorer, calibrated, metrics));
    }
    ModelBundle finished =
        new ModelBundle(
            calibrated.with(metrics), bundle.vocabulary(), bundle.weights(), bundle.goldens());
    return new TrainedModel(finished, history, measured);
  }

  private static ScoringModel checked(ModelBundle bundle) {
    ScoringModel model = ScoringModel.of(bundle);
    Goldens.check(model, bundle.goldens());
    return model;
  }

  private MeasuredSource measured(
      SourceParts source,
      ScoredReviews validation,
      BulkScorer scorer,
      Manifest manifest,
      Map<String, Double> metrics)
      throws InterruptedException {
    String name = source.source().name();
    String prefix = sources.size() == 1 ? "" : name + ".";
    put(metrics, prefix + "validation", validation, manifest);
    Optional<ScoredReviews> test = test(source, scorer);
    if (test.isPresent()) {
      put(metrics, prefix + "test", test.get(), manifest);
      Evaluation evaluation = test.get().evaluation();
      metrics.put(prefix + "test.accuracy.low", evaluation.accuracyInterval().low());
      metrics.put(prefix + "test.accuracy.high", evaluation.accuracyInterval().high());
    }
    return new MeasuredSource(name, validation, test);
  }

  private Optional<ScoredReviews> test(SourceParts source, BulkScorer scorer)
      throws InterruptedException {
    List<LabelledReview> reviews = source.source().source().test();
    if (reviews.isEmpty() || !lookAtTest) {
      return Optional.empty();
    }
    progress.stage(
        "Scoring the %,d test reviews of %s".formatted(reviews.size(), source.source().name()));
    return Optional.of(scorer.scored(reviews));
  }

  private static void put(
      Map<String, Double> metrics, String split, ScoredReviews scored, Manifest manifest) {
    Evaluation evaluation = scored.evaluation();
    LabelCounts labels = scored.labelCounts(manifest.labelling());
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
}
