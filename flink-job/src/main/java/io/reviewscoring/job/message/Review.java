package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A raw review, checked.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param language as the record says it; null where it says none
 */
public record Review(
    String reviewId,
    String productId,
    String text,
    long timestamp,
    @Nullable String language,
    SourceCoordinates origin) {}
