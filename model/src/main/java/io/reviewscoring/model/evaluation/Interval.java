package io.reviewscoring.model.evaluation;

/**
 * Where a share of a population lies, by a sample of it.
 *
 * @param low 0 to {@code high}
 * @param high {@code low} to 1
 */
public record Interval(double low, double high) {

  /** The normal distribution's 97.5th percentile. */
  private static final double Z = 1.959963984540054;

  /**
   * The 95 % score interval (E. B. Wilson, "Probable inference, the law of succession, and
   * statistical inference", JASA 22, 1927), which holds near 0 and 1 too.
   *
   * @param hits 0 to {@code trials}
   * @param trials 1 or more
   * @throws IllegalArgumentException if they are not
   */
  public static Interval wilson(long hits, long trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(hits + " hits in " + trials + " trials");
    }
    double share = (double) hits / trials;
    double z2 = Z * Z / trials;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2);
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
