package io.reviewscoring.model.training;

import java.util.List;

/**
 * What a network learns from.
 *
 * @param rows ids without pads [examples][up to the network's length]
 * @param targets wanted scores, 1 for positive, 0 for negative [examples]
 * @param weights how often each is seen in an epoch, on average [examples]
 * @param offsets log odds that the network need only add to [examples]
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingExamples(List<int[]> rows, float[] targets, float[] weights, float[] offsets) {

  /**
   * Labelled reviews.
   *
   * @param offsets [reviews]
   */
  static TrainingExamples of(ReadReviews reviews, float[] offsets, TextRows texts) {
    float[] targets = new float[reviews.size()];
    float[] weights = new float[reviews.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = reviews.positive()[i] ? 1 : 0;
      weights[i] = (float) reviews.weights()[i];
    }
    return new TrainingExamples(
        reviews.texts().stream().map(texts::ids).toList(), targets, weights, offsets);
  }

  int size() {
    return targets.length;
  }
}
