package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled reviews as their tokens.
 *
 * @param texts their last tokens, as many as the model reads [reviews]
 * @param positive labels [reviews]
 * @param weights how much each counts [reviews]
 * @param sources the number of the list that each was in [reviews]
 */
@SuppressWarnings("ArrayRecordComponent")
record ReadReviews(
    List<TokenFingerprints> texts, boolean[] positive, double[] weights, int[] sources) {

  /** Reads several lists one after another; those of each list weigh the same. */
  static final class Reader {
    private final Tokenizer tokenizer;
    private final int tokens;
    private final List<TokenFingerprints> texts = new ArrayList<>();
    private final List<Boolean> labels = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<Integer> sources = new ArrayList<>();
    private int lists;

    Reader(Tokenizer tokenizer, int tokens) {
      this.tokenizer = tokenizer;
      this.tokens = tokens;
    }

    void add(List<LabelledReview> reviews, double weight) {
      for (LabelledReview review : reviews) {
        texts.add(tokenizer.fingerprints(review.text(), tokens));
        labels.add(review.positive());
        weights.add(weight);
        sources.add(lists);
      }
      lists++;
    }

    int size() {
      return texts.size();
    }

    ReadReviews read() {
      boolean[] positive = new boolean[labels.size()];
      for (int i = 0; i < positive.length; i++) {
        positive[i] = labels.get(i);
      }
      return new ReadReviews(
          List.copyOf(texts),
          positive,
          weights.stream().mapToDouble(Double::doubleValue).toArray(),
          sources.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  int size() {
    return positive.length;
  }

  /** The first ones. */
  ReadReviews first(int count) {
    return new ReadReviews(
        texts.subList(0, count),
        Arrays.copyOf(positive, count),
        Arrays.copyOf(weights, count),
        Arrays.copyOf(sources, count));
  }

  /** Some of them. */
  ReadReviews at(IntPredicate chosen) {
    int[] places = IntStream.range(0, size()).filter(chosen).toArray();
    boolean[] labels = new boolean[places.length];
    for (int i = 0; i < places.length; i++) {
      labels[i] = positive[places[i]];
    }
    return new ReadReviews(
        IntStream.of(places).mapToObj(texts::get).toList(),
        labels,
        IntStream.of(places).mapToDouble(place -> weights[place]).toArray(),
        IntStream.of(places).map(place -> sources[place]).toArray());
  }

  /** The same with other numbers of their sources, from this one on. */
  ReadReviews fromSource(int first) {
    return new ReadReviews(
        texts, positive, weights, Arrays.stream(sources).map(source -> first + source).toArray());
  }

  /** These, then others, of the same sources. */
  ReadReviews and(ReadReviews others) {
    List<TokenFingerprints> all = new ArrayList<>(texts);
    all.addAll(others.texts);
    boolean[] labels = Arrays.copyOf(positive, all.size());
    double[] counts = Arrays.copyOf(weights, all.size());
    System.arraycopy(others.positive, 0, labels, size(), others.size());
    System.arraycopy(others.weights, 0, counts, size(), others.size());
    int[] lists = Arrays.copyOf(sources, all.size());
    System.arraycopy(others.sources, 0, lists, size(), others.size());
    return new ReadReviews(all, labels, counts, lists);
  }
}
