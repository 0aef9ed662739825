package io.reviewscoring.job.score;

import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Scores reviews side by side, those of one model together however models alternate. For one
 * scoring thread.
 */
final class BatchScoring {
  /** The model in force beside the candidate, and the shadow. */
  private static final int MOST_OF_A_REVIEW = 2;

  private final int thread;
  private final float[] scores;
  private final int[] knownTokens;

  /**
   * @param thread which it is
   * @param batchSize how many reviews there are at most
   */
  BatchScoring(int thread, int batchSize) {
    this.thread = thread;
    this.scores = new float[MOST_OF_A_REVIEW * batchSize];
    this.knownTokens = new int[MOST_OF_A_REVIEW * batchSize];
  }

  void score(ScoringQueue.Batch batch) {
    Map<ReadyModel, List<Scoring>> byModel = new LinkedHashMap<>();
    Consumer<Scoring> add =
        each -> byModel.computeIfAbsent(each.model, model -> new ArrayList<>()).add(each);
    for (InFlight review : batch.reviews) {
      if (batch.isBeside) {
        review.forEachBeside(add);
      } else {
        add.accept(review.own);
      }
    }
    byModel.forEach(this::score);
  }

  private void score(ReadyModel model, List<Scoring> scorings) {
    long start = System.nanoTime();
    scorings.sort(Comparator.comparingInt(each -> each.tokens.tokens()));
    List<TokenFingerprints> texts = new ArrayList<>(scorings.size());
    scorings.forEach(each -> texts.add(each.tokens));
    model.scorer(thread).score(texts, scores, knownTokens);
    long share = (System.nanoTime() - start) / scorings.size();
    for (int i = 0; i < scorings.size(); i++) {
      scorings.get(i).scored(scores[i], knownTokens[i], share);
    }
  }
}
