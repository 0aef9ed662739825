package io.reviewscoring.model.training;

import io.reviewscoring.model.evaluation.ScoredReviews;
import java.util.Optional;

/**
 * A source, as the finished model scores it.
 *
 * @param name as its origin has it
 * @param validation reviews that the calibration was fitted on
 * @param test reviews that nothing was chosen by; nothing where the source has none
 */
public record MeasuredSource(String name, ScoredReviews validation, Optional<ScoredReviews> test) {}
