package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns what n-grams must add to the log odds of a model that is there already. How far it may go
 * from them is found by leaving parts of the new reviews out, one after another: it is let go
 * further as long as those surprise it less.
 *
 * <p>Only n-grams of the new reviews learn, and where short texts are told from long ones, only as
 * n-grams of texts of that length: what the model makes of other lengths stays as it is. So an
 * n-gram whose bucket belongs to another one of the model's isn't learnt.
 */
final class WideDelta {
  private static final Wide WITHOUT_ONE = Wide.tagged(3, 20, 400, 60);
  private static final double[] COSTS = {0.03, 0.1, 0.3, 1, 3, 10};
  private static final int FOLDS = 5;

  private static final int MINIMUM_REVIEWS = 2;

  private final Wide sizes;
  private final ReadReviews reviews;
  private final double[] offsets;
  private final int learnt;
  private final long seed;

  /** The n-grams that learn, by where the wide part looks for them [reviews][its keys]. */
  private final List<int[]> rows;

  /** The fold of each new review [learnt]. */
  private final int[] folds;

  /**
   * @param reviews the new ones first
   * @param offsets the model's log odds [reviews]
   * @param learnt how many of them are new; none of the others is left out
   * @param before what the model's wide part has learned; null if it has none
   */
  WideDelta(
      Wide sizes,
      ReadReviews reviews,
      double[] offsets,
      int learnt,
      @Nullable WideWeights before,
      long seed) {
    this.sizes = sizes;
    this.reviews = reviews;
    this.offsets = offsets;
    this.learnt = learnt;
    this.seed = seed;
    NgramKeys keys = new NgramKeys(sizes);
    WideTable table = WideTable.on(sizes, before);
    this.rows =
        reviews.texts().stream()
            .map(text -> IntStream.of(keys.own(text)).filter(table::hasRoom).toArray())
            .toList();
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < learnt; i++) {
      shuffled.add(i % FOLDS);
    }
    Collections.shuffle(shuffled, new Random(seed));
    this.folds = shuffled.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The wide part that a model has or is given. */
  static Wide sizes(Architecture architecture) {
    Wide wide = architecture.wide();
    return wide == null ? WITHOUT_ONE : wide;
  }

  /**
   * What was learnt.
   *
   * @param keys of the n-grams that add something
   * @param logOdds that each adds [keys]
   * @param bias added to every text
   * @param cost that was best
   * @param unseen the new reviews
   * @param unseenLogits what was made of each by what was learnt without it [new reviews]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Learnt(
      Wide sizes,
      int[] keys,
      double[] logOdds,
      double bias,
      double cost,
      ReadReviews unseen,
      double[] unseenLogits) {

    /** How many sources the new reviews are from. */
    int sources() {
      return Arrays.stream(unseen.sources()).max().orElse(-1) + 1;
    }

    /** A model's weights with this on top. */
    Weights addedTo(Weights weights) {
      WideWeights old = weights.wide();
      WideTable table = WideTable.on(sizes, old);
      for (int i = 0; i < keys.length; i++) {
        table.add(keys[i], (float) logOdds[i]);
      }
      float[] biased = {(float) (weights.denseBias()[0] + bias)};
      return weights.withDense(
          weights.denseWeights(), biased, table.weightsLike(old == null ? 0 : old.scale()));
    }
  }

  /** Learns. */
  Learnt learn(TrainingProgress progress) {
    ReadReviews fresh = reviews.first(learnt);
    double[] best = Arrays.copyOf(offsets, learnt);
    double bestLoss = LogLoss.mean(best, fresh);
    double bestCost = 0;
    progress.stage(String.format(Locale.ROOT, "Before: log loss %.4f", bestLoss));
    for (double cost : COSTS) {
      double[] logits = leftOut(cost);
      double loss = LogLoss.mean(logits, fresh);
      progress.stage(String.format(Locale.ROOT, "Cost %.2f: log loss %.4f", cost, loss));
      if (loss >= bestLoss) {
        break;
      }
      best = logits;
      bestLoss = loss;
      bestCost = cost;
    }
    if (bestCost == 0) {
      return new Learnt(sizes, new int[0], new double[0], 0, 0, fresh, best);
    }
    Part all = fit(null, bestCost);
    return new Learnt(
        sizes, all.features().keys(), all.learned(), all.bias(), bestCost, fresh, best);
  }

  /** What is made of each new review by what was learnt without its fold [new reviews]. */
  private double[] leftOut(double cost) {
    double[] logits = new double[learnt];
    for (int fold = 0; fold < FOLDS; fold++) {
      Part part = fit(fold, cost);
      for (int i = 0; i < learnt; i++) {
        if (folds[i] == fold) {
          double sum = offsets[i] + part.bias();
          for (int feature : part.features().present(rows.get(i))) {
            sum += part.learned()[feature];
          }
          logits[i] = sum;
        }
      }
    }
    return logits;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(KeyFeatures features, double[] learned) {
    double bias() {
      return learned[learned.length - 1];
    }
  }

  private Part fit(@Nullable Integer without, double cost) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < reviews.size(); i++) {
      if (without == null || i >= learnt || folds[i] != without) {
        places.add(i);
      }
    }
    int count = places.size();
    boolean[] positive = new boolean[count];
    double[] costs = new double[count];
    double[] logits = new double[count];
    List<int[]> some = new ArrayList<>();
    List<int[]> fresh = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = places.get(i);
      positive[i] = reviews.positive()[place];
      costs[i] = cost * reviews.weights()[place];
      logits[i] = offsets[place];
      some.add(rows.get(place));
      if (place < learnt) {
        fresh.add(rows.get(place));
      }
    }
    KeyFeatures features = new KeyFeatures(fresh, MINIMUM_REVIEWS);
    int[][] present = some.stream().map(features::present).toArray(int[][]::new);
    float[] ones = new float[features.keys().length];
    Arrays.fill(ones, 1);
    return new Part(
        features,
        LogisticRegression.fit(
            new LogisticRegression.Examples(present, ones, positive, costs, logits),
            seed,
            () -> {}));
  }
}
