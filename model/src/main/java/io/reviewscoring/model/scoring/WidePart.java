package io.reviewscoring.model.scoring;

/**
 * The log odds of a text's n-grams. What they add is summed as whole numbers, so that no order and
 * no machine gives another sum. For one thread.
 */
final class WidePart {

  /** The whole numbers of a text's n-grams. */
  interface Sum {
    /**
     * Adds up.
     *
     * @param fingerprints the text's last tokens, in order, at least as many as are read
     * @param all how many the whole text has
     */
    int of(long[] fingerprints, int all);
  }

  private final int tokens;
  private final Sum sum;
  private final float scale;

  /**
   * @param tokens that it reads
   * @param scale log odds of one unit of the sum
   */
  WidePart(int tokens, Sum sum, float scale) {
    this.tokens = tokens;
    this.sum = sum;
    this.scale = scale;
  }

  /**
   * Adds a text's n-grams. Their sum becomes a float, of 24 bits, before it is scaled and added
   * with one rounding.
   *
   * @param logOdds of the layers
   * @param fingerprints the text's last tokens, in order; all of them, or at least as many as are
   *     read
   * @param all how many the whole text has
   */
  float added(float logOdds, long[] fingerprints, int all) {
    if (fingerprints.length < Math.min(all, tokens)) {
      throw new IllegalArgumentException(
          "%s of %s tokens were kept, too few for the n-grams of %s"
              .formatted(fingerprints.length, all, tokens));
    }
    return Math.fma(scale, sum.of(fingerprints, all), logOdds);
  }
}
