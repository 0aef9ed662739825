package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network and keeps the epoch that is best on the reviews to choose by: that of the
 * smallest log loss, the wide part's log odds beside it. Not thread-safe.
 */
final class NetworkTraining {

  private final Preset preset;
  private final long seed;
  private final Choosing choosing;
  private final TrainingProgress progress;
  private final BooleanSupplier stopped;
  private final List<TrainingHistory.Epoch> history = new ArrayList<>();
  private @Nullable Epoch best;

  /** Hears of each epoch, and how it left the training. */
  interface Listener {
    void epochOver(TrainingState state) throws IOException;
  }

  /**
   * @param stopped asked before each step; once it says so, nothing more is learned
   */
  NetworkTraining(
      Preset preset,
      long seed,
      Choosing choosing,
      TrainingProgress progress,
      BooleanSupplier stopped) {
    this.preset = preset;
    this.seed = seed;
    this.choosing = choosing;
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * An epoch's weights and how they did.
   *
   * @param blend with the wide part
   * @param loss of the blend on the reviews to choose by, by their weights
   */
  record Epoch(int number, Weights weights, Blend blend, double loss) {}

  /** The best epoch so far; null before the first is over. */
  @Nullable Epoch best() {
    return best;
  }

  /** The epochs so far. */
  List<TrainingHistory.Epoch> history() {
    return List.copyOf(history);
  }

  /**
   * Trains for the preset's epochs, or until it is stopped.
   *
   * @param vectors what an id's row of the embedding begins with [embedding]; random where there is
   *     none
   * @param before what an earlier run of the same training came to; null if this is the first
   * @param listener hears of each epoch but the last
   * @throws IOException the listener's
   */
  void run(
      TrainingExamples examples,
      Map<Integer, float[]> vectors,
      @Nullable TrainingState before,
      Listener listener)
      throws IOException {
    EpochPlan plan = new EpochPlan(examples, preset);
    int steps = 0;
    for (int number = 1; number <= preset.epochs(); number++) {
      steps += plan.batches(seedOf(number)).size();
    }
    try (Dl4jNetwork network = Dl4jNetwork.untrained(preset, steps, seed)) {
      network.embed(vectors);
      if (before != null) {
        network.restore(before.network());
        history.addAll(before.history());
        best = before.best();
      }
      for (int number = history.size() + 1; number <= preset.epochs(); number++) {
        OptionalDouble loss = runEpoch(network, plan, number);
        if (loss.isEmpty()) {
          return;
        }
        Epoch bestNow = finish(network, number, loss.getAsDouble());
        if (number < preset.epochs()) {
          listener.epochOver(new TrainingState(network.state(), history, bestNow));
        }
      }
    }
  }

  /** The best epoch so far. */
  private Epoch finish(Dl4jNetwork network, int number, double trainingLoss) {
    double[] logits = network.logOdds(choosing.rows());
    Blend blend = choosing.blend(logits);
    double loss = choosing.loss(blend, logits);
    Epoch before = best;
    boolean better = before == null || loss < before.loss();
    Epoch bestNow =
        before == null || better ? new Epoch(number, network.weights(), blend, loss) : before;
    best = bestNow;
    double accuracy = choosing.evaluation(blend, logits).accuracy();
    history.add(new TrainingHistory.Epoch(number, trainingLoss, loss, accuracy));
    progress.epochFinished(number, accuracy, loss, better);
    progress.stage(choosing.summary(blend, logits));
    return bestNow;
  }

  /** Of an epoch: what it sees and drops doesn't depend on the epochs before. */
  private long seedOf(int number) {
    return seed * 1_000_003 + number;
  }

  /** The epoch's mean loss; nothing if it was stopped before its end. */
  private OptionalDouble runEpoch(Dl4jNetwork network, EpochPlan plan, int number) {
    if (stopped.getAsBoolean()) {
      return OptionalDouble.empty();
    }
    List<Batch> batches = plan.batches(seedOf(number));
    progress.epochStarted(
        number, preset.epochs(), batches.stream().mapToInt(b -> b.examples().length).sum());
    network.reseed(seedOf(number));
    double lossSum = 0;
    int done = 0;
    for (Batch batch : batches) {
      if (stopped.getAsBoolean()) {
        return OptionalDouble.empty();
      }
      double loss = network.fit(plan.rows(batch), plan.targets(batch), plan.offsets(batch));
      lossSum += loss * batch.examples().length;
      done += batch.examples().length;
      progress.step(done, lossSum / done);
    }
    return OptionalDouble.of(lossSum / done);
  }
}
