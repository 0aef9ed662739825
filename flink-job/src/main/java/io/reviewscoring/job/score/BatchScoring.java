package io.reviewscoring.job.score;

import io.reviewscoring.model.text.TokenFingerprints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores reviews side by side, those of one model together however models alternate. For one
 * scoring thread.
 */
final class BatchScoring {
  /** The model that makes the event, the model in force beside it, the shadow. */
  private static final int MOST_OF_A_REVIEW = 3;

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

  void score(List<InFlight> batch) {
    Map<ReadyModel, List<Scoring>> byModel = new LinkedHashMap<>();
    for (InFlight review : batch) {
      review.forEach(
          each -> byModel.computeIfAbsent(each.model, model -> new ArrayList<>()).add(each));
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
