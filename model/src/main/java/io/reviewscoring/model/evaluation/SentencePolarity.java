package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Optional;

/** Sentences of film reviews, one a line, in a file for each label. The test part is drawn. */
final class SentencePolarity implements PublishedSet {
  private static final String POSITIVE = "rt-polarity.pos";
  private static final String NEGATIVE = "rt-polarity.neg";

  @Override
  public SourceOrigin origin(String sha256) {
    return new SourceOrigin(
        "sentence_polarity",
        sha256,
        "sentence polarity dataset v1.0 by Bo Pang and Lillian Lee (ACL 2005), CC BY 4.0");
  }

  @Override
  public Optional<LabelledReview> review(FileLine line) {
    return line.file().equals(POSITIVE) || line.file().equals(NEGATIVE)
        ? line.reviewIn(line.text(), line.file().equals(POSITIVE))
        : Optional.empty();
  }

  @Override
  public List<LabelledReview> test(List<LabelledReview> reviews) {
    return HeldOut.fifth(reviews);
  }
}
