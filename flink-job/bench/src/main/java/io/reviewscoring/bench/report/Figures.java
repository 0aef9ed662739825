package io.reviewscoring.bench.report;

import io.reviewscoring.bench.measure.Spread;
import java.util.Locale;

/** Numbers as tables show them. */
public final class Figures {
  private Figures() {}

  /** A rate with how far the repetitions lie apart, like {@code 31,200 (30,100 to 31,900)}. */
  public static String rate(Spread spread) {
    return count(spread.median())
        + " ("
        + count(spread.low())
        + " to "
        + count(spread.high())
        + ")";
  }

  /** Three digits that count, with thousands apart. */
  public static String count(double value) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 2));
    return String.format(Locale.ROOT, "%,d", (long) (Math.rint(value / unit) * unit));
  }

  /** A ratio, like {@code 2.4×}. */
  public static String times(double ratio) {
    return String.format(Locale.ROOT, ratio >= 10 ? "%.0f×" : "%.2f×", ratio);
  }

  /** Ratios, like {@code 2.4× (2.1 to 2.6)}. */
  public static String timesOf(Spread ratios) {
    return times(ratios.median())
        + String.format(Locale.ROOT, " (%.2f to %.2f)", ratios.low(), ratios.high());
  }

  /** Milliseconds. */
  public static String millis(double millis) {
    return String.format(Locale.ROOT, millis >= 100 ? "%,.0f" : "%.1f", millis);
  }

  /** Microseconds. */
  public static String micros(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros);
  }
}
