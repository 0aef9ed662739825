package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.scoring.BatchScorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Scores many reviews side by side on several threads. Thread-safe. */
public final class BulkScorer {

  /** Reviews that are sorted by length, since those side by side cost what the longest costs. */
  private static final int GROUP = 256;

  private record Indexed(int index, TokenFingerprints text) {}

  private final ScoringModel model;
  private final int threads;

  /** A scorer that uses {@code threads} threads while it works. */
  public BulkScorer(ScoringModel model, int threads) {
    this.model = model;
    this.threads = threads;
  }

  /** Scores the reviews and compares with their labels. */
  public Evaluation evaluate(List<LabelledReview> reviews) throws InterruptedException {
    return scored(reviews).evaluation();
  }

  /** The reviews with their scores and lengths. */
  public ScoredReviews scored(List<LabelledReview> reviews) throws InterruptedException {
    float[] scores = new float[reviews.size()];
    int[] tokens = new int[reviews.size()];
    score(reviews, scores, tokens);
    return new ScoredReviews(reviews, scores, tokens);
  }

  private void score(List<LabelledReview> reviews, float[] scores, int[] tokens)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int part = 0; part < threads; part++) {
        int from = (int) ((long) scores.length * part / threads);
        int to = (int) ((long) scores.length * (part + 1) / threads);
        parts.add(executor.submit(() -> score(reviews, scores, tokens, from, to)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private void score(List<LabelledReview> reviews, float[] scores, int[] tokens, int from, int to) {
    Tokenizer tokenizer = model.newTokenizer();
    BatchScorer scorer = model.newBatchScorer();
    int length = model.manifest().network().tokens();
    float[] groupScores = new float[GROUP];
    int[] knownTokens = new int[GROUP];
    for (int start = from; start < to; start += GROUP) {
      List<Indexed> group = new ArrayList<>();
      for (int i = start; i < Math.min(to, start + GROUP); i++) {
        group.add(new Indexed(i, tokenizer.fingerprints(reviews.get(i).text(), length)));
      }
      group.sort(Comparator.comparingInt(review -> review.text().tokens()));
      scorer.score(group.stream().map(Indexed::text).toList(), groupScores, knownTokens);
      for (int i = 0; i < group.size(); i++) {
        scores[group.get(i).index()] = groupScores[i];
        tokens[group.get(i).index()] = group.get(i).text().tokens();
      }
    }
  }
}
