package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A raw review, checked.
 *
 * @param timestamp event time, epoch milliseconds UTC
 */
public record Review(
    String reviewId,
    String productId,
    String text,
    long timestamp,
    @Nullable String language,
    @Nullable String source,
    SourceCoordinates origin) {}
