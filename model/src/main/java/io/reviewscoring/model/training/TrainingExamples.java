package io.reviewscoring.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network learns from.
 *
 * @param rows ids without pads [examples][up to the network's length]
 * @param targets wanted scores, 0 to 1 [examples]
 * @param weights how often each is seen in an epoch, on average [examples]
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingExamples(List<int[]> rows, float[] targets, float[] weights) {

  /** Labelled reviews: 1 for positive, 0 for negative. */
  static TrainingExamples of(ReadReviews reviews, TextRows texts) {
    float[] targets = new float[reviews.size()];
    float[] weights = new float[reviews.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = reviews.positive()[i] ? 1 : 0;
      weights[i] = (float) reviews.weights()[i];
    }
    return new TrainingExamples(
        reviews.texts().stream().map(texts::ids).toList(), targets, weights);
  }

  /** These, then others. */
  TrainingExamples and(TrainingExamples others) {
    List<int[]> all = new ArrayList<>(rows);
    all.addAll(others.rows);
    return new TrainingExamples(
        all, joined(targets, others.targets), joined(weights, others.weights));
  }

  private static float[] joined(float[] one, float[] other) {
    float[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  int size() {
    return targets.length;
  }
}
