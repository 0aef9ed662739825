package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.Optional;

/**
 * What a training leaves: the bundle, and what its report shows.
 *
 * @param bundle calibrated, its figures in the provenance
 * @param history how it went
 * @param validation the held-out reviews, as the bundle scores them
 * @param test the test split, as the bundle scores it; nothing where the data has none
 */
public record TrainedModel(
    ModelBundle bundle,
    TrainingHistory history,
    ScoredReviews validation,
    Optional<ScoredReviews> test) {}
