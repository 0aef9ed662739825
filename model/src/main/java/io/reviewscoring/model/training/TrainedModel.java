package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.ModelBundle;
import java.util.List;

/**
 * What a training leaves: the bundle, and what its report shows.
 *
 * @param bundle calibrated, its figures in the provenance
 * @param history how it went
 * @param sources what was learnt from, at least one, as the bundle scores it
 */
public record TrainedModel(
    ModelBundle bundle, TrainingHistory history, List<MeasuredSource> sources) {
  public TrainedModel {
    sources = List.copyOf(sources);
  }
}
