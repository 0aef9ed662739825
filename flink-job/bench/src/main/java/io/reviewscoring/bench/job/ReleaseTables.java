package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Two releases' figures as tables: ratios first. */
public final class ReleaseTables {
  private final List<ReleaseFigure> figures;

  /**
   * @param figures in pairs: before, now
   */
  public ReleaseTables(List<ReleaseFigure> figures) {
    this.figures = List.copyOf(figures);
  }

  @Override
  public String toString() {
    Table ratios =
        new Table("now to before", "events a second", "µs of processor", "beside scoring");
    for (int i = 0; i + 1 < figures.size(); i += 2) {
      ReleaseFigure before = figures.get(i);
      ReleaseFigure now = figures.get(i + 1);
      ratios.row(
          now.state(),
          ratio(before, now, ReleaseFigure::rate),
          ratio(before, now, ReleaseFigure::processorMicros),
          ratio(before, now, ReleaseFigure::besideScoring));
    }
    Table rates =
        new Table("state", "release", "events a second", "µs of processor", "beside scoring");
    for (ReleaseFigure figure : figures) {
      rates.row(
          figure.state(),
          figure.release(),
          Figures.rate(figure.rate()),
          micros(figure.processorMicros()),
          micros(figure.besideScoring()));
    }
    return ratios
        + "\nMedian (lowest to highest); processor time an event, broker included:\n\n"
        + rates;
  }

  private static String ratio(
      ReleaseFigure before, ReleaseFigure now, Function<ReleaseFigure, Spread> value) {
    return Figures.timesOf(value.apply(now).over(value.apply(before)));
  }

  private static String micros(Spread spread) {
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", spread.median(), spread.low(), spread.high());
  }
}
