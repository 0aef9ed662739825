package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.text.Ngrams;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The buckets that are features, each with its naive Bayes log ratio (Wang and Manning, "Baselines
 * and bigrams", 2012): how much more often positive reviews have it than negative ones.
 */
final class NgramFeatures {
  private static final int NONE = -1;

  /** The feature of each bucket, or {@link #NONE} [buckets]. */
  private final int[] features;

  /** The bucket of each feature [features]. */
  private final int[] buckets;

  /** Log ratios [features]. */
  private final float[] ratios;

  private NgramFeatures(int[] features, int[] buckets, float[] ratios) {
    this.features = features;
    this.buckets = buckets;
    this.ratios = ratios;
  }

  /** The distinct buckets of each text [texts][its buckets]. */
  static List<int[]> buckets(Wide sizes, List<TokenFingerprints> texts) {
    Ngrams ngrams =
        new Ngrams(sizes.longest(), sizes.bucketBits(), sizes.tokens(), sizes.shortTokens());
    List<int[]> rows = new ArrayList<>(texts.size());
    for (TokenFingerprints text : texts) {
      int count = ngrams.find(text.values(), text.tokens());
      rows.add(Arrays.copyOf(ngrams.buckets(), count));
    }
    return rows;
  }

  /**
   * Counts.
   *
   * @param rows the distinct buckets of each review [reviews][its buckets]
   * @param positive labels [reviews]
   * @param weights of the reviews [reviews]
   * @param bits there are 2^bits buckets
   * @param minimum reviews that a bucket must be in
   */
  static NgramFeatures of(
      List<int[]> rows, boolean[] positive, double[] weights, int bits, int minimum) {
    int[] reviews = new int[1 << bits];
    float[][] counts = new float[2][1 << bits];
    for (int i = 0; i < positive.length; i++) {
      float[] side = counts[positive[i] ? 1 : 0];
      for (int bucket : rows.get(i)) {
        reviews[bucket]++;
        side[bucket] += (float) weights[i];
      }
    }
    int[] features = new int[1 << bits];
    int[] buckets = new int[1 << bits];
    double positives = 0;
    double negatives = 0;
    int count = 0;
    for (int bucket = 0; bucket < reviews.length; bucket++) {
      features[bucket] = NONE;
      if (reviews[bucket] >= minimum) {
        positives += counts[1][bucket] + 1;
        negatives += counts[0][bucket] + 1;
        buckets[count] = bucket;
        features[bucket] = count++;
      }
    }
    float[] ratios = new float[count];
    for (int feature = 0; feature < count; feature++) {
      ratios[feature] =
          (float)
              (Math.log((counts[1][buckets[feature]] + 1) / positives)
                  - Math.log((counts[0][buckets[feature]] + 1) / negatives));
    }
    return new NgramFeatures(features, Arrays.copyOf(buckets, count), ratios);
  }

  /**
   * The buckets that are features, each of them 1 where it is there.
   *
   * @param rows the distinct buckets of each review [reviews][its buckets]
   * @param bits there are 2^bits buckets
   * @param minimum reviews that a bucket must be in
   */
  static NgramFeatures unscaled(List<int[]> rows, int bits, int minimum) {
    boolean[] positive = new boolean[rows.size()];
    NgramFeatures scaled = of(rows, positive, new double[rows.size()], bits, minimum);
    float[] ones = new float[scaled.ratios.length];
    Arrays.fill(ones, 1);
    return new NgramFeatures(scaled.features, scaled.buckets, ones);
  }

  /** The features among a review's buckets. */
  int[] present(int[] row) {
    int[] present = new int[row.length];
    int count = 0;
    for (int bucket : row) {
      if (features[bucket] != NONE) {
        present[count++] = features[bucket];
      }
    }
    return Arrays.copyOf(present, count);
  }

  /** Log ratios [features]. */
  float[] ratios() {
    return ratios;
  }

  /**
   * The log odds that each bucket adds [buckets].
   *
   * @param learned a weight for each feature
   */
  float[] logOdds(double[] learned) {
    float[] logOdds = new float[features.length];
    for (int feature = 0; feature < buckets.length; feature++) {
      logOdds[buckets[feature]] = (float) (learned[feature] * ratios[feature]);
    }
    return logOdds;
  }
}
