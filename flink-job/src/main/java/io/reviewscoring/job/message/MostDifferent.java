package io.reviewscoring.job.message;

/**
 * A review that two models see differently.
 *
 * @param difference the other model's score less that of the event
 */
public record MostDifferent(String reviewId, double difference) {}
