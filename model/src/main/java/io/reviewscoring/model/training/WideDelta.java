package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns what n-grams must add to the log odds of a model that is there already. How far it may go
 * from them is found by leaving parts of the new reviews out, one after another: it is let go
 * further as long as those surprise it less.
 *
 * <p>Only n-grams of the new reviews learn, and where short texts are told from long ones, only as
 * n-grams of texts of that length: what the model makes of other lengths stays as it is.
 */
final class WideDelta {
  private static final Wide WITHOUT_ONE = new Wide(3, 20, 400, 60);
  private static final double[] COSTS = {0.03, 0.1, 0.3, 1, 3, 10};
  private static final int FOLDS = 5;

  /** Log odds of one unit of a byte; with smaller ones the largest byte says next to nothing. */
  private static final float LEAST_SCALE = 0.008f;

  private static final int MINIMUM_REVIEWS = 2;

  private final Wide sizes;
  private final ReadReviews reviews;
  private final double[] offsets;
  private final int learnt;
  private final long seed;
  private final List<int[]> rows;

  /** The fold of each new review [learnt]. */
  private final int[] folds;

  /**
   * @param reviews the new ones first
   * @param offsets the model's log odds [reviews]
   * @param learnt how many of them are new; none of the others is left out
   */
  WideDelta(Wide sizes, ReadReviews reviews, double[] offsets, int learnt, long seed) {
    this.sizes = sizes;
    this.reviews = reviews;
    this.offsets = offsets;
    this.learnt = learnt;
    this.seed = seed;
    this.rows = rows(sizes, reviews.texts());
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < learnt; i++) {
      shuffled.add(i % FOLDS);
    }
    Collections.shuffle(shuffled, new Random(seed));
    this.folds = shuffled.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The buckets that learn, of each text [texts][its buckets]. */
  private static List<int[]> rows(Wide sizes, List<TokenFingerprints> texts) {
    List<int[]> all = NgramFeatures.buckets(sizes, texts);
    if (sizes.shortTokens() == 0) {
      return all;
    }
    Wide alike = new Wide(sizes.longest(), sizes.bucketBits(), sizes.tokens());
    List<int[]> shared = NgramFeatures.buckets(alike, texts);
    List<int[]> own = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      Set<Integer> others = IntStream.of(shared.get(i)).boxed().collect(Collectors.toSet());
      own.add(IntStream.of(all.get(i)).filter(bucket -> !others.contains(bucket)).toArray());
    }
    return own;
  }

  /** The wide part that a model has or is given. */
  static Wide sizes(Architecture architecture) {
    Wide wide = architecture.wide();
    return wide == null ? WITHOUT_ONE : wide;
  }

  /**
   * What was learnt.
   *
   * @param logOdds that each bucket adds [buckets]
   * @param bias added to every text
   * @param cost that was best
   * @param unseen the new reviews
   * @param unseenLogits what was made of each by what was learnt without it [new reviews]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Learnt(
      float[] logOdds, double bias, double cost, ReadReviews unseen, double[] unseenLogits) {

    /** How many sources the new reviews are from. */
    int sources() {
      return Arrays.stream(unseen.sources()).max().orElse(-1) + 1;
    }

    /**
     * A model's weights with this on top. What its bytes stand for stays, unless it has no wide
     * part to speak of: bytes that stand for more would lose what others stood for.
     */
    Weights addedTo(Weights weights) {
      WideWeights old = weights.wide();
      float oldScale = old == null ? 0 : old.scale();
      float scale =
          oldScale >= LEAST_SCALE ? oldScale : Math.max(LEAST_SCALE, largest() / Byte.MAX_VALUE);
      byte[] bytes = new byte[logOdds.length];
      for (int i = 0; i < bytes.length; i++) {
        float before = old == null ? 0 : oldScale * old.buckets()[i];
        int sum = Math.round((before + logOdds[i]) / scale);
        bytes[i] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, sum));
      }
      float[] biased = {(float) (weights.denseBias()[0] + bias)};
      return weights.withDense(weights.denseWeights(), biased, new WideWeights(bytes, scale));
    }

    private float largest() {
      float largest = 0;
      for (float value : logOdds) {
        largest = Math.max(largest, Math.abs(value));
      }
      return largest;
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
      return new Learnt(new float[sizes.buckets()], 0, 0, fresh, best);
    }
    Part all = fit(null, bestCost);
    return new Learnt(all.features().logOdds(all.learned()), all.bias(), bestCost, fresh, best);
  }

  /** What is made of each new review by what was learnt without its fold [new reviews]. */
  private double[] leftOut(double cost) {
    double[] logits = new double[learnt];
    for (int fold = 0; fold < FOLDS; fold++) {
      Part part = fit(fold, cost);
      float[] logOdds = part.features().logOdds(part.learned());
      for (int i = 0; i < learnt; i++) {
        if (folds[i] == fold) {
          double sum = offsets[i] + part.bias();
          for (int bucket : rows.get(i)) {
            sum += logOdds[bucket];
          }
          logits[i] = sum;
        }
      }
    }
    return logits;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Part(NgramFeatures features, double[] learned) {
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
    NgramFeatures features = NgramFeatures.unscaled(fresh, sizes.bucketBits(), MINIMUM_REVIEWS);
    int[][] present = some.stream().map(features::present).toArray(int[][]::new);
    return new Part(
        features,
        LogisticRegression.fit(
            new LogisticRegression.Examples(present, features.ratios(), positive, costs, logits),
            seed));
  }
}
