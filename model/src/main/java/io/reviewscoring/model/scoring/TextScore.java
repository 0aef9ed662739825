package io.reviewscoring.model.scoring;

import io.reviewscoring.model.bundle.Label;

/**
 * What a model says of a text.
 *
 * @param score the probability that it is positive, 0 to 1
 * @param label by the model's thresholds for texts of this length
 * @param tokens how many the whole text has
 * @param knownTokens of those that the layers read, how many the vocabulary knows
 * @param truncated whether the text has more tokens than the model reads
 */
public record TextScore(float score, Label label, int tokens, int knownTokens, boolean truncated) {}
