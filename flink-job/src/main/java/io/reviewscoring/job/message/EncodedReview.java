package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A review as the score operator gets it: fingerprints in place of the text.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param fingerprints of the last tokens, in order; at most {@code encode.max-tokens}
 * @param tokens how many tokens the text has in all
 * @param text only where the output is to carry it
 * @param versionHash what must be equal for a second arrival to be a repeat: {@link VersionHash}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash alone
public record EncodedReview(
    String reviewId,
    String productId,
    long timestamp,
    @Nullable String language,
    long[] fingerprints,
    int tokens,
    @Nullable String text,
    SourceCoordinates origin,
    long versionHash) {

  /** With the hash of what is given. */
  public EncodedReview(
      String reviewId,
      String productId,
      long timestamp,
      @Nullable String language,
      long[] fingerprints,
      int tokens,
      @Nullable String text,
      SourceCoordinates origin) {
    this(
        reviewId,
        productId,
        timestamp,
        language,
        fingerprints,
        tokens,
        text,
        origin,
        VersionHash.of(productId, timestamp, tokens, VersionHash.ofText(fingerprints)));
  }
}
