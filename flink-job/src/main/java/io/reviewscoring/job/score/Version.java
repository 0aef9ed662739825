package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;

/**
 * One version of a review: what must be equal for a second arrival to be a repeat. The texts are
 * compared by 64 bits of their fingerprints.
 */
public record Version(String productId, long timestamp, int tokens, long textHash) {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  static Version of(EncodedReview review) {
    long hash = 0;
    for (long fingerprint : review.fingerprints()) {
      hash = (hash ^ fingerprint) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return new Version(review.productId(), review.timestamp(), review.tokens(), hash);
  }
}
