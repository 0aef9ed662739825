package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.evaluation.BulkScorer;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model. The vocabulary is counted over the whole training split; part of the split is
 * held out, and the epoch that is best on it (accuracy, then log loss) becomes the model. The test
 * split is looked at once, at the end. Same data, preset and seed: the same bundle.
 *
 * <p>{@link #train} belongs to one thread, {@link #stop} to any.
 */
public final class Trainer {

  private final String presetName;
  private final Preset preset;
  private final long seed;
  private final TrainingProgress progress;
  private volatile boolean stopped;

  /**
   * @param presetName what the provenance says
   * @param seed of weights, dropout, order and holdout
   */
  public Trainer(String presetName, Preset preset, long seed, TrainingProgress progress) {
    this.presetName = presetName;
    this.preset = preset;
    this.seed = seed;
    this.progress = progress;
  }

  /** Ends the training after the step that runs; the best epoch so far becomes the model. */
  public void stop() {
    stopped = true;
  }

  /** An epoch's weights and how they did on the held-out reviews. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Epoch(int number, Weights weights, float[] scores, Evaluation validation) {
    boolean isBetterThan(@Nullable Epoch other) {
      if (other == null) {
        return true;
      }
      int order = Double.compare(validation.accuracy(), other.validation.accuracy());
      return order != 0 ? order > 0 : validation.logLoss() < other.validation.logLoss();
    }
  }

  /**
   * Trains.
   *
   * @return the bundle, or nothing if it was stopped before the first epoch was over
   */
  public Optional<ModelBundle> train(ImdbDataset data, String modelVersion)
      throws InterruptedException {
    List<LabelledReview> reviews = data.reviews(ImdbDataset.Split.TRAIN);
    progress.stage("Counting the words of " + reviews.size() + " reviews");
    VocabularyCounter counter = new VocabularyCounter();
    reviews.forEach(review -> counter.add(review.text()));
    int size = preset.vocabularySize();
    Vocabulary vocabulary = new Vocabulary(counter.wordsByRank(size), size);
    Holdout holdout = Holdout.of(reviews, preset.validationReviews(), seed);
    EncodedReviews training = encode(holdout.training(), vocabulary);
    EncodedReviews validation = encode(holdout.validation(), vocabulary);

    Epoch best = bestEpoch(training, validation);
    if (best == null) {
      return Optional.empty();
    }
    Thresholds thresholds = ThresholdChoice.of(best.scores(), validation.labels());
    Provenance provenance =
        new Provenance(
            presetName,
            DataHash.of(reviews),
            seed,
            Libraries.versions(),
            Map.of(),
            settings(best, counter));
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            modelVersion,
            preset.architecture(),
            Tokenizer.NAME,
            thresholds,
            List.of("en"),
            provenance);
    List<GoldenCase> goldens = goldens(best.weights(), vocabulary);
    ModelBundle bundle = new ModelBundle(manifest, vocabulary, best.weights(), goldens);
    return Optional.of(measured(bundle, holdout, data));
  }

  private Map<String, String> settings(Epoch best, VocabularyCounter counter) {
    Map<String, String> settings = preset.settings();
    settings.put("bestEpoch", Integer.toString(best.number()));
    settings.put("wordsCounted", Integer.toString(counter.size()));
    return settings;
  }

  private List<GoldenCase> goldens(Weights weights, Vocabulary vocabulary) {
    List<int[]> rows =
        GoldenTexts.all().stream()
            .map(text -> EncodedReviews.row(text, vocabulary, preset.sequenceLength()))
            .toList();
    List<GoldenCase> goldens = new ArrayList<>();
    try (Dl4jNetwork network = Dl4jNetwork.of(preset.architecture(), weights)) {
      float[] scores = network.score(rows);
      for (int i = 0; i < scores.length; i++) {
        goldens.add(new GoldenCase(GoldenTexts.all().get(i), scores[i]));
      }
    }
    return goldens;
  }

  /** The bundle with its figures, which the scorer gives that serves, as {@code evaluate} does. */
  private ModelBundle measured(ModelBundle bundle, Holdout holdout, ImdbDataset data)
      throws InterruptedException {
    ScoringModel model = ScoringModel.of(bundle);
    try {
      model.checkGoldens(bundle.goldens());
    } catch (BundleException e) {
      throw new IllegalStateException("The scorer and DL4J disagree: " + e.reason(), e);
    }
    BulkScorer scorer = new BulkScorer(model, Runtime.getRuntime().availableProcessors());
    Map<String, Double> metrics = new TreeMap<>();
    put(metrics, "validation", scorer.evaluate(holdout.validation()));
    List<LabelledReview> test = data.reviews(ImdbDataset.Split.TEST);
    if (!test.isEmpty()) {
      progress.stage("Scoring the " + test.size() + " test reviews");
      put(metrics, "test", scorer.evaluate(test));
    }
    return new ModelBundle(
        withMetrics(bundle.manifest(), metrics),
        bundle.vocabulary(),
        bundle.weights(),
        bundle.goldens());
  }

  private static Manifest withMetrics(Manifest manifest, Map<String, Double> metrics) {
    Provenance from = manifest.provenance();
    Provenance provenance =
        new Provenance(
            from.preset(),
            from.dataSha256(),
            from.seed(),
            from.libraries(),
            metrics,
            from.settings());
    return new Manifest(
        manifest.formatVersion(),
        manifest.modelVersion(),
        manifest.architecture(),
        manifest.tokenizer(),
        manifest.thresholds(),
        manifest.languages(),
        provenance);
  }

  private EncodedReviews encode(List<LabelledReview> reviews, Vocabulary vocabulary) {
    return EncodedReviews.of(reviews, vocabulary, preset.sequenceLength());
  }

  private @Nullable Epoch bestEpoch(EncodedReviews training, EncodedReviews validation) {
    Epoch best = null;
    try (Dl4jNetwork network = Dl4jNetwork.untrained(preset, seed)) {
      for (int number = 1; number <= preset.epochs(); number++) {
        progress.epochStarted(number, preset.epochs(), training.size());
        if (!runEpoch(network, training, number)) {
          return best;
        }
        float[] scores = network.score(validation.rows());
        Evaluation evaluation = Evaluation.of(scores, validation.labels());
        Epoch epoch = new Epoch(number, network.weights(), scores, evaluation);
        boolean better = epoch.isBetterThan(best);
        best = better ? epoch : best;
        progress.epochFinished(number, evaluation, better);
      }
    }
    return best;
  }

  /** Whether the epoch ran to its end. */
  private boolean runEpoch(Dl4jNetwork network, EncodedReviews training, int number) {
    List<Integer> order = new ArrayList<>(training.size());
    for (int i = 0; i < training.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed * 1_000_003 + number));
    double lossSum = 0;
    for (int from = 0; from < order.size(); from += preset.batchSize()) {
      if (stopped) {
        return false;
      }
      List<Integer> batch = order.subList(from, Math.min(order.size(), from + preset.batchSize()));
      double loss =
          network.fit(
              batch.stream().map(training.rows()::get).toList(),
              batch.stream().map(training.positive()::get).toList());
      lossSum += loss * batch.size();
      int done = from + batch.size();
      progress.step(done, lossSum / done);
    }
    return true;
  }

  private static void put(Map<String, Double> metrics, String split, Evaluation evaluation) {
    metrics.put(split + ".accuracy", evaluation.accuracy());
    metrics.put(split + ".logLoss", evaluation.logLoss());
    metrics.put(split + ".rocAuc", evaluation.rocAuc());
    metrics.put(split + ".reviews", (double) evaluation.reviews());
  }
}
