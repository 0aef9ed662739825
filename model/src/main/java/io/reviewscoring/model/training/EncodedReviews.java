package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import java.util.ArrayList;
import java.util.List;

/**
 * Reviews as the network reads them.
 *
 * @param rows ids [reviews][length]
 * @param positive labels [reviews]
 */
record EncodedReviews(List<int[]> rows, List<Boolean> positive) {

  static EncodedReviews of(List<LabelledReview> reviews, TextRows texts) {
    List<int[]> rows = new ArrayList<>(reviews.size());
    List<Boolean> positive = new ArrayList<>(reviews.size());
    for (LabelledReview review : reviews) {
      rows.add(texts.row(review.text()));
      positive.add(review.positive());
    }
    return new EncodedReviews(rows, positive);
  }

  int size() {
    return rows.size();
  }

  boolean[] labels() {
    boolean[] labels = new boolean[positive.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = positive.get(i);
    }
    return labels;
  }
}
