package io.reviewscoring.job.score;

import io.reviewscoring.job.message.VersionHash;

/**
 * A version of a review as 0.1.0 has it in its checkpoints, which name this class.
 *
 * @param timestamp event time, epoch milliseconds UTC
 */
public record Version(String productId, long timestamp, int tokens, long textHash) {

  long hash() {
    return VersionHash.of(productId, timestamp, tokens, textHash);
  }
}
