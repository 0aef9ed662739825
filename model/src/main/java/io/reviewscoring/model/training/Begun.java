package io.reviewscoring.model.training;

/**
 * Reviews to learn from, and the log odds that were made of them before.
 *
 * @param offsets [reviews]
 */
@SuppressWarnings("ArrayRecordComponent")
record Begun(ReadReviews reviews, float[] offsets) {

  /** With nothing made of them. */
  static Begun with(ReadReviews reviews) {
    return new Begun(reviews, new float[reviews.size()]);
  }
}
