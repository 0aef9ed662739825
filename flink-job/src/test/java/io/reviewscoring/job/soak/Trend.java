package io.reviewscoring.job.soak;

import java.util.List;
import java.util.Locale;

/**
 * A straight line through the second half of a run, by least squares: after the warm-up, what leaks
 * climbs, and what merely swings does not.
 *
 * @param mean of the values
 * @param rise of the line from its first to its last value, as a part of the mean
 */
record Trend(String name, double mean, double rise) {

  /** A rise of so much more than the load's own counts as flat. */
  static final double FLAT = 0.1;

  /** A value at a time in seconds. */
  record Point(double seconds, double value) {}

  static Trend of(String name, List<Point> points) {
    double end = points.get(points.size() - 1).seconds();
    List<Point> half = points.stream().filter(point -> point.seconds() >= end / 2).toList();
    double meanTime = half.stream().mapToDouble(Point::seconds).average().orElseThrow();
    double mean = half.stream().mapToDouble(Point::value).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (Point point : half) {
      double time = point.seconds() - meanTime;
      products += time * (point.value() - mean);
      squares += time * time;
    }
    double slope = squares == 0 ? 0 : products / squares;
    double span = half.get(half.size() - 1).seconds() - half.get(0).seconds();
    return new Trend(name, mean, mean == 0 ? 0 : slope * span / mean);
  }

  /**
   * What is remembered of the last seconds grows with the reviews in them, on a machine that gets
   * quieter for instance: that part of a rise is no leak.
   */
  boolean isFlatUnder(Trend load) {
    return rise - Math.max(0, load.rise) <= FLAT;
  }

  String line(double unit, String unitName) {
    return String.format(
        Locale.ROOT, "%-12s %9.1f %-10s %+6.1f %%", name, mean / unit, unitName, rise * 100);
  }
}
