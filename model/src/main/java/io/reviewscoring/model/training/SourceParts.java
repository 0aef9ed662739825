package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.LabelledReview;
import java.util.List;
import java.util.function.Function;

/** A source, and which of its reviews are there to learn from, to choose by, to calibrate by. */
record SourceParts(WeightedSource source, Holdout parts) {

  static SourceParts of(WeightedSource source, Preset preset, long seed) {
    Holdout parts =
        Holdout.of(
            source.source().training(),
            preset.validationReviews(),
            preset.calibrationReviews(),
            seed);
    return new SourceParts(source, parts);
  }

  /** One part of all sources, one after another. */
  static ReadReviews read(
      List<SourceParts> sources,
      Function<Holdout, List<LabelledReview>> part,
      ReadReviews.Reader reader) {
    sources.forEach(each -> reader.add(part.apply(each.parts()), each.source().weight()));
    return reader.read();
  }
}
