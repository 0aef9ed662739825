package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model. The vocabulary is counted over the whole training split, with the unlabelled
 * reviews if the preset uses them; part of the split is held out, and the epoch that is best on it
 * (accuracy, then log loss) becomes the model. The test split is looked at once, at the end. Same
 * data, preset and seed: the same bundle.
 *
 * <p>A preset with a teacher uses the unlabelled reviews: a linear model learns from the labelled
 * reviews that are not held out and scores the unlabelled ones, and the network learns from both,
 * the labels and the scores. In a further round a fresh network learns from the labels and what the
 * teacher and the network before it agree on.
 *
 * <p>{@link #train} belongs to one thread, {@link #stop} to any.
 */
public final class Trainer {

  private final String presetName;
  private final Preset preset;
  private final RuleSet rules;
  private final long seed;
  private final TrainingProgress progress;
  private final @Nullable WordVectors vectors;
  private volatile boolean stopped;

  /**
   * @param presetName what the provenance says
   * @param seed of weights, dropout, order and holdout
   */
  public Trainer(String presetName, Preset preset, long seed, TrainingProgress progress) {
    this(presetName, preset, RuleSet.KERAS, seed, progress, null);
  }

  /**
   * @param presetName what the provenance says
   * @param preset its embedding as wide as the vectors
   * @param rules that tell words apart
   * @param seed of weights, dropout, order and holdout
   * @param vectors what the embedding begins with, as far as they know the words; random if null
   */
  public Trainer(
      String presetName,
      Preset preset,
      RuleSet rules,
      long seed,
      TrainingProgress progress,
      @Nullable WordVectors vectors) {
    if (vectors != null && vectors.width() != preset.embeddingSize()) {
      throw new IllegalArgumentException(
          "an embedding of %d numbers can't begin with vectors of %d"
              .formatted(preset.embeddingSize(), vectors.width()));
    }
    this.presetName = presetName;
    this.preset = preset;
    this.rules = rules;
    this.seed = seed;
    this.progress = progress;
    this.vectors = vectors;
  }

  /**
   * Ends the training after the step of an epoch that runs, or, while words are counted or
   * unlabelled reviews scored, when that is done; the best epoch so far becomes the model.
   */
  public void stop() {
    stopped = true;
  }

  /** Why no model comes of data, in one line; empty if one can. */
  public Optional<String> obstacle(ImdbDataset data) {
    List<LabelledReview> reviews = data.reviews(ImdbDataset.Split.TRAIN);
    return Holdout.of(reviews, preset.validationReviews(), seed).obstacle();
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if the preset has a teacher, and the data no unlabelled
   *     reviews
   * @throws IOException in one line, if the word vectors can't be read
   * @return the model, or nothing if it was stopped before the first epoch was over
   */
  public Optional<TrainedModel> train(ImdbDataset data, String modelVersion)
      throws InterruptedException, IOException {
    List<LabelledReview> reviews = data.reviews(ImdbDataset.Split.TRAIN);
    List<String> unlabelled = preset.teacher() == null ? List.of() : data.unlabelled();
    if (preset.teacher() != null && unlabelled.isEmpty()) {
      throw new IllegalArgumentException(
          "the data has no unlabelled reviews, which the preset needs");
    }
    progress.stage(
        "Counting the words of %,d reviews".formatted(reviews.size() + unlabelled.size()));
    VocabularyCounter counter = new VocabularyCounter(rules);
    reviews.forEach(review -> counter.add(review.text()));
    unlabelled.forEach(counter::add);
    int size = preset.vocabularySize();
    Vocabulary vocabulary = new Vocabulary(counter.wordsByRank(size), size);
    Holdout holdout = Holdout.of(reviews, preset.validationReviews(), seed);
    TextRows texts = new TextRows(rules, vocabulary, preset.sequenceLength());
    EncodedReviews validation = EncodedReviews.of(holdout.validation(), texts);
    NetworkTraining training =
        new NetworkTraining(
            preset, seed, vectorsOf(vocabulary), validation, progress, () -> stopped);
    run(training, holdout, unlabelled, texts);
    NetworkTraining.Epoch best = training.best();
    if (best == null) {
      return Optional.empty();
    }
    Provenance provenance =
        new Provenance(
            presetName,
            DataHash.of(reviews),
            seed,
            Libraries.versions(),
            Map.of(),
            settings(best, counter, unlabelled));
    Manifest manifest =
        BundleAssembly.draft(modelVersion, preset.architecture(), rules, provenance);
    BundleAssembly.Draft draft =
        new BundleAssembly.Draft(
            manifest,
            vocabulary,
            best.weights(),
            holdout.validation(),
            best.scores(),
            new TrainingHistory(training.history(), best.number()));
    return Optional.of(new BundleAssembly(preset.architecture(), progress).assemble(draft, data));
  }

  private Map<String, String> settings(
      NetworkTraining.Epoch best, VocabularyCounter counter, List<String> unlabelled)
      throws IOException {
    Map<String, String> settings = preset.settings();
    settings.put("bestEpoch", Integer.toString(best.number()));
    settings.put("wordsCounted", Integer.toString(counter.size()));
    if (!unlabelled.isEmpty()) {
      settings.put("unlabelledReviews", Integer.toString(unlabelled.size()));
      settings.put("unlabelledSha256", DataHash.ofTexts(unlabelled));
    }
    if (vectors != null) {
      settings.put("vectorsSha256", vectors.sha256());
    }
    return settings;
  }

  /** Id to vector; empty without word vectors. */
  private Map<Integer, float[]> vectorsOf(Vocabulary vocabulary) throws IOException {
    if (vectors == null) {
      return Map.of();
    }
    Map<Integer, float[]> found = vectors.of(vocabulary);
    progress.stage(
        "Word vectors: %,d of %,d words".formatted(found.size(), vocabulary.words().size()));
    return found;
  }

  private void run(
      NetworkTraining training, Holdout holdout, List<String> unlabelled, TextRows texts) {
    TrainingExamples labelled = TrainingExamples.of(EncodedReviews.of(holdout.training(), texts));
    Preset.Teacher settings = preset.teacher();
    if (settings == null) {
      training.run(labelled);
      return;
    }
    PseudoLabels pseudoLabels = pseudoLabels(settings, holdout, unlabelled, texts);
    Weights weights = training.run(labelled.and(pseudoLabels.examples()));
    for (int round = 2; round <= settings.rounds() && weights != null; round++) {
      progress.stage("The network scores %,d unlabelled reviews".formatted(unlabelled.size()));
      try (Dl4jNetwork network = Dl4jNetwork.of(preset.architecture(), weights)) {
        float[] scores = network.score(pseudoLabels.rows());
        weights = training.run(labelled.and(pseudoLabels.examples(scores)));
      }
    }
  }

  private PseudoLabels pseudoLabels(
      Preset.Teacher settings, Holdout holdout, List<String> unlabelled, TextRows texts) {
    progress.stage("Training the teacher on %,d reviews".formatted(holdout.training().size()));
    NgramTeacher teacher = NgramTeacher.of(holdout.training(), rules, settings, seed);
    Evaluation evaluation = teacher.evaluate(holdout.validation());
    progress.stage(
        "Teacher: validation accuracy %.4f, log loss %.4f; it scores %,d unlabelled reviews"
            .formatted(evaluation.accuracy(), evaluation.logLoss(), unlabelled.size()));
    return PseudoLabels.of(teacher, unlabelled, texts);
  }
}
