package io.reviewscoring.model.evaluation;

/**
 * How many reviews were called what, with 0.5 as the border: a score of 0.5 or more is called
 * positive.
 */
public record ConfusionMatrix(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {}
