package io.reviewscoring.model.evaluation;

import java.util.List;

/**
 * A review and what a person made of it.
 *
 * @param id where it came from, e.g. {@code train/pos/0_9.txt} or {@code line 7}
 * @param text the review as written
 * @param positive whether the person liked it
 */
public record LabelledReview(String id, String text, boolean positive) {

  /** Those of a label, in their order. */
  public static List<LabelledReview> labelled(boolean positive, List<LabelledReview> reviews) {
    return reviews.stream().filter(review -> review.positive() == positive).toList();
  }
}
