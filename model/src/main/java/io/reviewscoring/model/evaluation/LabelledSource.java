package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * Labelled reviews from one place, parted once and for all into those to learn from and those to
 * measure by.
 *
 * @param origin where they come from
 * @param all the labelled reviews as they were read, repeated ones too
 * @param training those to learn and to choose from: none of them has the words of a review in a
 *     test part, of this source or of one that was opened with it
 * @param test those that nothing is learnt from or chosen by; empty if the source has none
 * @param unlabelled texts without a label; as clear of the test parts as {@code training}
 * @param strayFiles what was left out
 */
public record LabelledSource(
    SourceOrigin origin,
    List<LabelledReview> all,
    List<LabelledReview> training,
    List<LabelledReview> test,
    List<String> unlabelled,
    StrayFiles strayFiles) {

  public LabelledSource {
    all = List.copyOf(all);
    training = List.copyOf(training);
    test = List.copyOf(test);
    unlabelled = List.copyOf(unlabelled);
  }

  /** One whose reviews are still to be learnt from, but for its test part. */
  static LabelledSource of(
      SourceOrigin origin, List<LabelledReview> all, List<LabelledReview> test) {
    return new LabelledSource(origin, all, all, test, List.of(), new StrayFiles());
  }

  /** The reviews of a part. */
  public List<LabelledReview> reviews(LabelledPart part) {
    return switch (part) {
      case TRAIN -> training;
      case TEST -> test;
      case ALL -> all;
    };
  }

  /** How many reviews are to be learnt from no more, and why, for people; nothing if none. */
  public Optional<String> keptApartInWords() {
    int apart = all.size() - training.size() - test.size();
    return apart == 0
        ? Optional.empty()
        : Optional.of("left out of training %,d that say what a test review says".formatted(apart));
  }

  /** The same with fewer to learn from. */
  LabelledSource learningFrom(List<LabelledReview> fewer, List<String> fewerUnlabelled) {
    return new LabelledSource(origin, all, fewer, test, fewerUnlabelled, strayFiles);
  }
}
