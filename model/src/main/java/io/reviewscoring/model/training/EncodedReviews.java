package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Reviews as the network reads them.
 *
 * @param rows ids [reviews][length]
 * @param positive labels [reviews]
 */
record EncodedReviews(List<int[]> rows, List<Boolean> positive) {

  static EncodedReviews of(List<LabelledReview> reviews, Vocabulary vocabulary, int length) {
    List<int[]> rows = new ArrayList<>(reviews.size());
    List<Boolean> positive = new ArrayList<>(reviews.size());
    for (LabelledReview review : reviews) {
      rows.add(row(review.text(), vocabulary, length));
      positive.add(review.positive());
    }
    return new EncodedReviews(rows, positive);
  }

  /** One text as a row of ids [length]. */
  static int[] row(String text, Vocabulary vocabulary, int length) {
    return new SequenceEncoder(vocabulary, length).row(new Tokenizer().fingerprints(text, length));
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
