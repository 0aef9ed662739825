package io.reviewscoring.model.training;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network learns from.
 *
 * @param rows ids [examples][length]
 * @param targets wanted scores, 0 to 1 [examples]
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingExamples(List<int[]> rows, float[] targets) {

  /** Labelled reviews: 1 for positive, 0 for negative. */
  static TrainingExamples of(EncodedReviews reviews) {
    float[] targets = new float[reviews.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = reviews.positive().get(i) ? 1 : 0;
    }
    return new TrainingExamples(reviews.rows(), targets);
  }

  /** These, then others. */
  TrainingExamples and(TrainingExamples others) {
    List<int[]> all = new ArrayList<>(rows);
    all.addAll(others.rows);
    float[] wanted = new float[all.size()];
    System.arraycopy(targets, 0, wanted, 0, targets.length);
    System.arraycopy(others.targets, 0, wanted, targets.length, others.targets.length);
    return new TrainingExamples(all, wanted);
  }

  /** Those at the given places, in that order. */
  TrainingExamples at(List<Integer> places) {
    float[] wanted = new float[places.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = targets[places.get(i)];
    }
    return new TrainingExamples(places.stream().map(rows::get).toList(), wanted);
  }

  int size() {
    return rows.size();
  }
}
