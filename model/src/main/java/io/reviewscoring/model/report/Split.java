package io.reviewscoring.model.report;

import io.reviewscoring.model.evaluation.ScoredReviews;

/**
 * A part of the data that the report measures the model on.
 *
 * @param name as the report calls it
 * @param heldOut whether the model's calibration and thresholds were chosen on it
 */
record Split(String name, boolean heldOut, ScoredReviews scored) {}
