package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.network.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network after another, each from fresh weights, and keeps the epoch of all that is
 * best on the held-out reviews (accuracy, then log loss). Epochs are numbered through. Not
 * thread-safe.
 */
final class NetworkTraining {

  private final Preset preset;
  private final long seed;
  private final Map<Integer, float[]> vectors;
  private final EncodedReviews validation;
  private final TrainingProgress progress;
  private final BooleanSupplier stopped;
  private final List<TrainingHistory.Epoch> history = new ArrayList<>();
  private @Nullable Epoch best;

  /**
   * @param vectors what an id's row of the embedding begins with [embedding]; random where there is
   *     none
   * @param stopped asked before each step; once it says so, nothing more is learned
   */
  NetworkTraining(
      Preset preset,
      long seed,
      Map<Integer, float[]> vectors,
      EncodedReviews validation,
      TrainingProgress progress,
      BooleanSupplier stopped) {
    this.preset = preset;
    this.seed = seed;
    this.vectors = vectors;
    this.validation = validation;
    this.progress = progress;
    this.stopped = stopped;
  }

  /** An epoch's weights and how they did on the held-out reviews. */
  @SuppressWarnings("ArrayRecordComponent")
  record Epoch(int number, Weights weights, float[] scores, Evaluation validation) {
    boolean isBetterThan(@Nullable Epoch other) {
      if (other == null) {
        return true;
      }
      int order = Double.compare(validation.accuracy(), other.validation.accuracy());
      return order != 0 ? order > 0 : validation.logLoss() < other.validation.logLoss();
    }
  }

  /** The best epoch so far; null before the first is over. */
  @Nullable Epoch best() {
    return best;
  }

  /** The epochs so far. */
  List<TrainingHistory.Epoch> history() {
    return List.copyOf(history);
  }

  /**
   * Trains a network for the preset's epochs.
   *
   * @return its last weights, or null if it was stopped
   */
  @Nullable Weights run(TrainingExamples examples) {
    int before = history.size();
    int epochs = preset.rounds() * preset.epochs();
    int stepsPerEpoch = (examples.size() + preset.batchSize() - 1) / preset.batchSize();
    int steps = preset.epochs() * stepsPerEpoch;
    try (Dl4jNetwork network = Dl4jNetwork.untrained(preset, steps, seed + before)) {
      network.embed(vectors);
      for (int number = before + 1; number <= before + preset.epochs(); number++) {
        progress.epochStarted(number, epochs, examples.size());
        OptionalDouble loss = runEpoch(network, examples, number);
        if (loss.isEmpty()) {
          return null;
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
      return network.weights();
    }
  }

  /** The epoch's mean loss; nothing if it was stopped before its end. */
  private OptionalDouble runEpoch(Dl4jNetwork network, TrainingExamples examples, int number) {
    List<Integer> order = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed * 1_000_003 + number));
    double lossSum = 0;
    for (int from = 0; from < order.size(); from += preset.batchSize()) {
      if (stopped.getAsBoolean()) {
        return OptionalDouble.empty();
      }
      List<Integer> batch = order.subList(from, Math.min(order.size(), from + preset.batchSize()));
      double loss = network.fit(examples.at(batch));
      lossSum += loss * batch.size();
      int done = from + batch.size();
      progress.step(done, lossSum / done);
    }
    return OptionalDouble.of(lossSum / order.size());
  }
}
