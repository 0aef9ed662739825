package io.reviewscoring.model.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression on the presence of word n-grams, each scaled by its naive Bayes log ratio
 * (Wang and Manning 2012). N-grams are told apart by a {@value #BUCKET_BITS}-bit hash. Not
 * thread-safe: its tokenizer keeps working space.
 */
final class NgramTeacher {

  private static final int BUCKET_BITS = 24;
  private static final double TOLERANCE = 0.01;
  private static final int MAX_ITERATIONS = 100;

  private final Ngrams ngrams;

  /** The weight of a bucket, its log ratio included; 0 where the bucket is no feature. */
  private final float[] weights;

  private final double bias;

  private NgramTeacher(Ngrams ngrams, float[] weights, double bias) {
    this.ngrams = ngrams;
    this.weights = weights;
    this.bias = bias;
  }

  /**
   * Learns.
   *
   * @param reviews of both labels
   * @param rules that tell words apart
   * @param seed of the order in which the solver sees them
   */
  static NgramTeacher of(
      List<LabelledReview> reviews, RuleSet rules, Preset.Teacher settings, long seed) {
    Ngrams ngrams = new Ngrams(new Tokenizer(rules), settings.ngram());
    List<int[]> rows = reviews.stream().map(review -> ngrams.buckets(review.text())).toList();
    Features features = Features.of(rows, reviews, settings.minimumReviews());

    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = features.count() + 1;
    problem.x = new Feature[rows.size()][];
    problem.y = new double[rows.size()];
    FeatureNode one = new FeatureNode(problem.n, 1);
    for (int i = 0; i < problem.l; i++) {
      problem.x[i] = features.present(rows.get(i), one);
      problem.y[i] = reviews.get(i).positive() ? 1 : 0;
    }
    Parameter parameter =
        new Parameter(SolverType.L2R_LR_DUAL, settings.cost(), MAX_ITERATIONS, TOLERANCE);
    parameter.setRandom(new Random(seed));
    Linear.disableDebugOutput();
    Model model = Linear.train(problem, parameter);

    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] learned = model.getFeatureWeights();
    float[] weights = new float[1 << BUCKET_BITS];
    for (int bucket = 0; bucket < weights.length; bucket++) {
      FeatureNode node = features.of(bucket);
      if (node != null) {
        weights[bucket] = (float) (sign * learned[node.getIndex() - 1] * node.getValue());
      }
    }
    return new NgramTeacher(ngrams, weights, sign * learned[problem.n - 1]);
  }

  /** The probability of positive. */
  float score(String text) {
    double sum = bias;
    for (int bucket : ngrams.buckets(text)) {
      sum += weights[bucket];
    }
    return (float) (1 / (1 + Math.exp(-sum)));
  }

  /** Scores labelled reviews and compares. */
  Evaluation evaluate(List<LabelledReview> reviews) {
    float[] scores = new float[reviews.size()];
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(reviews.get(i).text());
      positive[i] = reviews.get(i).positive();
    }
    return Evaluation.of(scores, positive);
  }

  /** Cuts texts into n-grams of 1 word to {@code longest}. */
  private record Ngrams(Tokenizer tokenizer, int longest) {

    /** The buckets of a text's n-grams, each once. */
    int[] buckets(String text) {
      long[] words = tokenizer.fingerprints(text, Integer.MAX_VALUE).values();
      int[] buckets = new int[words.length * longest];
      int filled = 0;
      for (int from = 0; from < words.length; from++) {
        long hash = 0;
        for (int i = from; i < Math.min(words.length, from + longest); i++) {
          // 2^64 divided by the golden ratio: every bit of the sum reaches the bits that are kept.
          hash = (hash + words[i]) * 0x9e3779b97f4a7c15L;
          hash ^= hash >>> 32;
          buckets[filled++] = (int) (hash >>> (64 - BUCKET_BITS));
        }
      }
      return Arrays.stream(buckets, 0, filled).distinct().toArray();
    }
  }

  /**
   * The buckets that are features.
   *
   * @param nodes number and log ratio of a bucket's feature, null where it is none [buckets]
   * @param count of features
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Features(@Nullable FeatureNode[] nodes, int count) {

    static Features of(List<int[]> rows, List<LabelledReview> reviews, int minimum) {
      int[] positive = new int[1 << BUCKET_BITS];
      int[] negative = new int[1 << BUCKET_BITS];
      for (int i = 0; i < rows.size(); i++) {
        int[] counts = reviews.get(i).positive() ? positive : negative;
        for (int bucket : rows.get(i)) {
          counts[bucket]++;
        }
      }
      double positives = 0;
      double negatives = 0;
      for (int bucket = 0; bucket < positive.length; bucket++) {
        if (positive[bucket] + negative[bucket] >= minimum) {
          positives += positive[bucket] + 1;
          negatives += negative[bucket] + 1;
        }
      }
      @Nullable FeatureNode[] nodes = new FeatureNode[positive.length];
      int count = 0;
      for (int bucket = 0; bucket < nodes.length; bucket++) {
        if (positive[bucket] + negative[bucket] >= minimum) {
          double ratio =
              Math.log((positive[bucket] + 1) / positives)
                  - Math.log((negative[bucket] + 1) / negatives);
          nodes[bucket] = new FeatureNode(++count, ratio);
        }
      }
      return new Features(nodes, count);
    }

    @Nullable FeatureNode of(int bucket) {
      return nodes[bucket];
    }

    /** The features of a row by number, and {@code last}. */
    Feature[] present(int[] row, FeatureNode last) {
      List<Feature> present = new ArrayList<>(row.length);
      for (int bucket : row) {
        FeatureNode node = nodes[bucket];
        if (node != null) {
          present.add(node);
        }
      }
      present.sort((a, b) -> Integer.compare(a.getIndex(), b.getIndex()));
      present.add(last);
      return present.toArray(Feature[]::new);
    }
  }
}
