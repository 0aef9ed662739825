package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Trains one model. The vocabulary is counted over the whole training split, with the unlabelled
 * reviews if the preset uses them; part of the split is held out, and the epoch that is best on it
 * (accuracy, then log loss) becomes the model. The test split is looked at once, at the end. Same
 * data, preset and seed: the same bundle.
 *
 * <p>A preset with a teacher uses the unlabelled reviews: a linear model learns from the labelled
 * reviews that are not held out and scores the unlabelled ones, and the network learns from both,
 * the labels and the scores.
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
   * @throws IllegalArgumentException if the preset has a teacher, and the data no unlabelled
   *     reviews
   * @return the model, or nothing if it was stopped before the first epoch was over
   */
  public Optional<TrainedModel> train(ImdbDataset data, String modelVersion)
      throws InterruptedException {
    List<LabelledReview> reviews = data.reviews(ImdbDataset.Split.TRAIN);
    List<String> unlabelled = preset.teacher() == null ? List.of() : data.unlabelled();
    if (preset.teacher() != null && unlabelled.isEmpty()) {
      throw new IllegalArgumentException(
          "the data has no unlabelled reviews, which the preset needs");
    }
    progress.stage(
        "Counting the words of %,d reviews".formatted(reviews.size() + unlabelled.size()));
    VocabularyCounter counter = new VocabularyCounter();
    reviews.forEach(review -> counter.add(review.text()));
    unlabelled.forEach(counter::add);
    int size = preset.vocabularySize();
    Vocabulary vocabulary = new Vocabulary(counter.wordsByRank(size), size);
    Holdout holdout = Holdout.of(reviews, preset.validationReviews(), seed);
    TrainingExamples training = examples(holdout, unlabelled, vocabulary);
    EncodedReviews validation = encode(holdout.validation(), vocabulary);

    List<TrainingHistory.Epoch> epochs = new ArrayList<>();
    Epoch best = bestEpoch(training, validation, epochs);
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
        BundleAssembly.draft(modelVersion, preset.architecture(), Tokenizer.NAME, provenance);
    BundleAssembly.Draft draft =
        new BundleAssembly.Draft(
            manifest,
            vocabulary,
            best.weights(),
            holdout.validation(),
            best.scores(),
            new TrainingHistory(epochs, best.number()));
    return Optional.of(new BundleAssembly(preset.architecture(), progress).assemble(draft, data));
  }

  private Map<String, String> settings(
      Epoch best, VocabularyCounter counter, List<String> unlabelled) {
    Map<String, String> settings = preset.settings();
    settings.put("bestEpoch", Integer.toString(best.number()));
    settings.put("wordsCounted", Integer.toString(counter.size()));
    if (!unlabelled.isEmpty()) {
      settings.put("unlabelledReviews", Integer.toString(unlabelled.size()));
      settings.put("unlabelledSha256", DataHash.ofTexts(unlabelled));
    }
    return settings;
  }

  /** The labelled reviews, and those that the teacher labels. */
  private TrainingExamples examples(
      Holdout holdout, List<String> unlabelled, Vocabulary vocabulary) {
    TrainingExamples labelled = TrainingExamples.of(encode(holdout.training(), vocabulary));
    Preset.Teacher settings = preset.teacher();
    if (settings == null) {
      return labelled;
    }
    progress.stage("Training the teacher on %,d reviews".formatted(labelled.size()));
    NgramTeacher teacher = NgramTeacher.of(holdout.training(), settings, seed);
    Evaluation evaluation = teacher.evaluate(holdout.validation());
    progress.stage(
        "Teacher: validation accuracy %.4f, log loss %.4f; it scores %,d unlabelled reviews"
            .formatted(evaluation.accuracy(), evaluation.logLoss(), unlabelled.size()));
    float[] scores = new float[unlabelled.size()];
    List<int[]> rows = new ArrayList<>(scores.length);
    for (String text : unlabelled) {
      scores[rows.size()] = teacher.score(text);
      rows.add(EncodedReviews.row(text, vocabulary, preset.sequenceLength()));
    }
    return labelled.and(new TrainingExamples(rows, scores));
  }

  private EncodedReviews encode(List<LabelledReview> reviews, Vocabulary vocabulary) {
    return EncodedReviews.of(reviews, vocabulary, preset.sequenceLength());
  }

  private @Nullable Epoch bestEpoch(
      TrainingExamples training, EncodedReviews validation, List<TrainingHistory.Epoch> history) {
    Epoch best = null;
    int stepsPerEpoch = (training.size() + preset.batchSize() - 1) / preset.batchSize();
    int steps = preset.epochs() * stepsPerEpoch;
    try (Dl4jNetwork network = Dl4jNetwork.untrained(preset, steps, seed)) {
      for (int number = 1; number <= preset.epochs(); number++) {
        progress.epochStarted(number, preset.epochs(), training.size());
        OptionalDouble loss = runEpoch(network, training, number);
        if (loss.isEmpty()) {
          return best;
        }
        float[] scores = network.score(validation.rows());
        Evaluation evaluation = Evaluation.of(scores, validation.labels());
        Epoch epoch = new Epoch(number, network.weights(), scores, evaluation);
        boolean better = epoch.isBetterThan(best);
        best = better ? epoch : best;
        history.add(
            new TrainingHistory.Epoch(
                number, loss.getAsDouble(), evaluation.logLoss(), evaluation.accuracy()));
        progress.epochFinished(number, evaluation, better);
      }
    }
    return best;
  }

  /** The epoch's mean loss; nothing if it was stopped before its end. */
  private OptionalDouble runEpoch(Dl4jNetwork network, TrainingExamples training, int number) {
    List<Integer> order = new ArrayList<>(training.size());
    for (int i = 0; i < training.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed * 1_000_003 + number));
    double lossSum = 0;
    for (int from = 0; from < order.size(); from += preset.batchSize()) {
      if (stopped) {
        return OptionalDouble.empty();
      }
      List<Integer> batch = order.subList(from, Math.min(order.size(), from + preset.batchSize()));
      double loss = network.fit(training.at(batch));
      lossSum += loss * batch.size();
      int done = from + batch.size();
      progress.step(done, lossSum / done);
    }
    return OptionalDouble.of(lossSum / order.size());
  }
}
