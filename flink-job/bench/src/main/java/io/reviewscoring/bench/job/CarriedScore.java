package io.reviewscoring.bench.job;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.model.scoring.TextScorer;
import java.util.Arrays;

/**
 * A score that was given before the job's score operator, and travels to it as one more number
 * behind the fingerprints: known tokens in the upper half, the score's bits in the lower one.
 */
final class CarriedScore implements TextScorer {
  private final int length;
  private int knownTokens;
  private boolean truncated;

  /**
   * @param length tokens that the model reads
   */
  CarriedScore(int length) {
    this.length = length;
  }

  static EncodedReview put(EncodedReview review, float score, int knownTokens) {
    long[] fingerprints = review.fingerprints();
    long[] longer = Arrays.copyOf(fingerprints, fingerprints.length + 1);
    longer[fingerprints.length] =
        (long) knownTokens << 32 | Integer.toUnsignedLong(Float.floatToRawIntBits(score));
    return new EncodedReview(
        review.reviewId(),
        review.productId(),
        review.timestamp(),
        review.language(),
        longer,
        review.tokens(),
        review.text(),
        review.origin());
  }

  @Override
  public float score(long[] fingerprints, int tokens) {
    long carried = fingerprints[fingerprints.length - 1];
    knownTokens = (int) (carried >>> 32);
    truncated = tokens > length;
    return Float.intBitsToFloat((int) carried);
  }

  @Override
  public int knownTokens() {
    return knownTokens;
  }

  @Override
  public boolean truncated() {
    return truncated;
  }
}
