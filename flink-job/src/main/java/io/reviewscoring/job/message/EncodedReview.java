package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A review as the score operator gets it: fingerprints in place of the text.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param fingerprints of the last tokens, in order; at most {@code encode.max-tokens}
 * @param tokens how many tokens the text has in all
 * @param text only where the output is to carry it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere but in Version
public record EncodedReview(
    String reviewId,
    String productId,
    long timestamp,
    @Nullable String language,
    long[] fingerprints,
    int tokens,
    @Nullable String text,
    SourceCoordinates origin) {}
