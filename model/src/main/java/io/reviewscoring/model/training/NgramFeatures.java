package io.reviewscoring.model.training;

import io.reviewscoring.model.text.NgramHashes;
import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The n-grams that a wide part learns, each with its naive Bayes log ratio (Wang and Manning,
 * "Baselines and bigrams", 2012): how much more often positive reviews have it than negative ones.
 * Where short texts are told from long ones, an n-gram is three features: one of all texts, one of
 * short and one of long ones.
 */
final class NgramFeatures {

  /** The same n-grams in texts of different lengths. */
  private static final int LENGTHS = 3;

  private final NgramHashes hashes;
  private final int shortTokens;

  /** By an n-gram's hash of all texts. */
  private final LongIndex ngrams;

  /** Hashes of each n-gram in texts of each length [all, short, long][n-grams]. */
  private final long[][] ofLengths;

  private NgramFeatures(NgramHashes hashes, int shortTokens, LongIndex ngrams, long[][] ofLengths) {
    this.hashes = hashes;
    this.shortTokens = shortTokens;
    this.ngrams = ngrams;
    this.ofLengths = ofLengths;
  }

  /**
   * The n-grams that enough reviews have.
   *
   * @param reviews whole ones: a piece says again what its review says
   * @param beforeEach runs before each time that a review is read; what it throws ends the reading
   */
  static NgramFeatures of(
      Preset.WidePart settings, List<TokenFingerprints> reviews, Runnable beforeEach) {
    NgramHashes hashes = new NgramHashes(settings.longest(), settings.tokens());
    LongIndex all = new LongIndex();
    int[] count = counted(all, hashes, reviews, beforeEach);
    LongIndex kept = new LongIndex();
    long[][] ofLengths = new long[LENGTHS][1 << 10];
    long[][] now = new long[LENGTHS][];
    for (TokenFingerprints review : reviews) {
      beforeEach.run();
      int found = 0;
      for (int length = 0; length < LENGTHS; length++) {
        found = hashes.find(review.values(), length);
        now[length] = Arrays.copyOf(hashes.hashes(), found);
      }
      for (int k = 0; k < found; k++) {
        long hash = now[NgramHashes.ALL][k];
        if (count[all.find(hash)] >= settings.minimumReviews()) {
          int ngram = kept.add(hash);
          for (int length = 0; length < LENGTHS; length++) {
            if (ngram == ofLengths[length].length) {
              ofLengths[length] = Arrays.copyOf(ofLengths[length], 2 * ngram);
            }
            ofLengths[length][ngram] = now[length][k];
          }
        }
      }
    }
    return new NgramFeatures(hashes, settings.shortTokens(), kept, ofLengths);
  }

  /** In how many reviews each n-gram is [n-grams, and more]. */
  private static int[] counted(
      LongIndex all, NgramHashes hashes, List<TokenFingerprints> reviews, Runnable beforeEach) {
    int[] count = new int[1 << 10];
    int[] last = new int[count.length];
    for (int i = 0; i < reviews.size(); i++) {
      beforeEach.run();
      int found = hashes.find(reviews.get(i).values(), NgramHashes.ALL);
      for (int k = 0; k < found; k++) {
        int ngram = all.add(hashes.hashes()[k]);
        if (ngram == count.length) {
          count = Arrays.copyOf(count, 2 * ngram);
          last = Arrays.copyOf(last, 2 * ngram);
        }
        if (last[ngram] != i + 1) {
          last[ngram] = i + 1;
          count[ngram]++;
        }
      }
    }
    return count;
  }

  private boolean lengths() {
    return shortTokens > 0;
  }

  /** How many there are. */
  int size() {
    return lengths() ? LENGTHS * ngrams.size() : ngrams.size();
  }

  /** The distinct features of a text. */
  int[] present(TokenFingerprints text) {
    int found = hashes.find(text.values(), NgramHashes.ALL);
    int[] known = new int[found];
    int count = 0;
    for (int k = 0; k < found; k++) {
      int ngram = ngrams.find(hashes.hashes()[k]);
      if (ngram != LongIndex.NONE) {
        known[count++] = ngram;
      }
    }
    Arrays.sort(known, 0, count);
    int distinct = 0;
    for (int k = 0; k < count; k++) {
      if (k == 0 || known[k] != known[k - 1]) {
        known[distinct++] = known[k];
      }
    }
    if (!lengths()) {
      return Arrays.copyOf(known, distinct);
    }
    int length = NgramHashes.begin(text.tokens(), shortTokens) * ngrams.size();
    int[] both = Arrays.copyOf(known, 2 * distinct);
    for (int k = 0; k < distinct; k++) {
      both[distinct + k] = length + known[k];
    }
    return both;
  }

  /**
   * Log ratios [features].
   *
   * @param present the features of each text [texts][its features]
   * @param positive labels [texts]
   * @param weights of the texts [texts]
   */
  float[] ratios(List<int[]> present, boolean[] positive, double[] weights) {
    float[][] counts = new float[2][size()];
    for (int i = 0; i < positive.length; i++) {
      float[] side = counts[positive[i] ? 1 : 0];
      for (int feature : present.get(i)) {
        side[feature] += (float) weights[i];
      }
    }
    double positives = 0;
    double negatives = 0;
    for (int feature = 0; feature < size(); feature++) {
      positives += counts[1][feature] + 1;
      negatives += counts[0][feature] + 1;
    }
    float[] ratios = new float[size()];
    for (int feature = 0; feature < ratios.length; feature++) {
      ratios[feature] =
          (float)
              (Math.log((counts[1][feature] + 1) / positives)
                  - Math.log((counts[0][feature] + 1) / negatives));
    }
    return ratios;
  }

  /**
   * What each n-gram adds in texts of each length.
   *
   * @param logOdds that each feature adds [features]
   */
  List<NgramLogOdds> sums(float[] logOdds) {
    List<NgramLogOdds> sums = new ArrayList<>(2 * ngrams.size());
    for (int ngram = 0; ngram < ngrams.size(); ngram++) {
      if (!lengths()) {
        sums.add(new NgramLogOdds(ofLengths[NgramHashes.ALL][ngram], logOdds[ngram]));
        continue;
      }
      for (int length : new int[] {NgramHashes.SHORT, NgramHashes.LONG}) {
        float own = logOdds[length * ngrams.size() + ngram];
        sums.add(new NgramLogOdds(ofLengths[length][ngram], logOdds[ngram] + own));
      }
    }
    return sums;
  }
}
