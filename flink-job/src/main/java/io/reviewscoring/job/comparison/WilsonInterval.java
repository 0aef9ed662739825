package io.reviewscoring.job.comparison;

/**
 * Where the share lies that a count of a sample speaks for, at 95 %: Wilson's score interval (E. B.
 * Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 1927). Unlike the normal approximation it stays within 0 and
 * 1 and says something where the count is 0.
 */
public record WilsonInterval(double from, double to) {
  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * The interval.
   *
   * @param count 0 to of
   * @param of above 0
   */
  public static WilsonInterval of(long count, long of) {
    double n = of;
    double share = count / n;
    double scale = 1 + Z * Z / n;
    double middle = (share + Z * Z / (2 * n)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    return new WilsonInterval(count == 0 ? 0 : middle - half, count == of ? 1 : middle + half);
  }
}
