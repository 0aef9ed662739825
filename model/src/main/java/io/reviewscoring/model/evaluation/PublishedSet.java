package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Optional;

/** A published data set that comes as a zip of text files. */
interface PublishedSet {

  /** Its name, and whom its authors ask to be named. */
  SourceOrigin origin(String sha256);

  /** The review on a line; nothing if it has none, or is none of this data set's. */
  Optional<LabelledReview> review(FileLine line);

  /** Which of the reviews are the test part. */
  List<LabelledReview> test(List<LabelledReview> reviews);
}
