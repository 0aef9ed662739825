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
   * @return the model, or nothing if it was stopped before the first epoch was over
   */
  public Optional<TrainedModel> train(ImdbDataset data, String modelVersion)
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
            settings(best, counter));
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

  private Map<String, String> settings(Epoch best, VocabularyCounter counter) {
    Map<String, String> settings = preset.settings();
    settings.put("bestEpoch", Integer.toString(best.number()));
    settings.put("wordsCounted", Integer.toString(counter.size()));
    return settings;
  }

  private EncodedReviews encode(List<LabelledReview> reviews, Vocabulary vocabulary) {
    return EncodedReviews.of(reviews, vocabulary, preset.sequenceLength());
  }

  private @Nullable Epoch bestEpoch(
      EncodedReviews training, EncodedReviews validation, List<TrainingHistory.Epoch> history) {
    Epoch best = null;
    try (Dl4jNetwork network = Dl4jNetwork.untrained(preset, seed)) {
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
  private OptionalDouble runEpoch(Dl4jNetwork network, EncodedReviews training, int number) {
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
      double loss =
          network.fit(
              batch.stream().map(training.rows()::get).toList(),
              batch.stream().map(training.positive()::get).toList());
      lossSum += loss * batch.size();
      int done = from + batch.size();
      progress.step(done, lossSum / done);
    }
    return OptionalDouble.of(lossSum / order.size());
  }
}
