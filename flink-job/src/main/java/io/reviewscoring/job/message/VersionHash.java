package io.reviewscoring.job.message;

/**
 * 64 bits of what must be equal for a second arrival of a review's id to be a repeat: product,
 * event time and words. Stands in checkpoints: another function would take repeats for edits.
 */
public final class VersionHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private VersionHash() {}

  /**
   * Of a version.
   *
   * @param timestamp event time, epoch milliseconds UTC
   * @param tokens of the whole text
   * @param textHash of the fingerprints
   */
  public static long of(String productId, long timestamp, int tokens, long textHash) {
    long hash = mixed(mixed(textHash, tokens), timestamp);
    for (int i = 0; i < productId.length(); i++) {
      hash = mixed(hash, productId.charAt(i));
    }
    return hash;
  }

  /** Of the fingerprints of the words that are kept. */
  public static long ofText(long[] fingerprints) {
    long hash = 0;
    for (long fingerprint : fingerprints) {
      hash = mixed(hash, fingerprint);
    }
    return hash;
  }

  private static long mixed(long hash, long value) {
    long product = (hash ^ value) * MULTIPLIER;
    return product ^ (product >>> 29);
  }
}
