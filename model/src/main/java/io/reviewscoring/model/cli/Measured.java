package io.reviewscoring.model.cli;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.evaluation.Evaluation;
import io.reviewscoring.model.evaluation.LabelCounts;
import io.reviewscoring.model.evaluation.LengthGroup;
import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} found out on one source.
 *
 * @param source its name
 * @param perSecond reviews that one thread scored a second; null if it was not asked for
 */
record Measured(
    String modelVersion,
    String source,
    ScoredReviews scored,
    Labelling labelling,
    @Nullable Double perSecond) {

  Evaluation evaluation() {
    return scored.evaluation();
  }

  LabelCounts labels() {
    return scored.labelCounts(labelling);
  }

  List<LengthGroup> byLength() {
    return scored.byLength();
  }
}
