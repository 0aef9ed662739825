package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long reviews took from the broker's append, in milliseconds.
 *
 * @param during what this is about, for people
 * @param reviews how many
 * @param appendP50 half of the events were appended within this time
 * @param visibleP50 half of the events were seen by a read-committed consumer within this time
 */
public record LatencyFigure(
    String during,
    int reviews,
    double appendP50,
    double appendP99,
    double visibleP50,
    double visibleP99) {

  /** The medians of repetitions, each column by itself. */
  static LatencyFigure median(List<LatencyFigure> repetitions) {
    LatencyFigure first = repetitions.get(0);
    return new LatencyFigure(
        first.during(),
        first.reviews(),
        median(repetitions, LatencyFigure::appendP50),
        median(repetitions, LatencyFigure::appendP99),
        median(repetitions, LatencyFigure::visibleP50),
        median(repetitions, LatencyFigure::visibleP99));
  }

  private static double median(
      List<LatencyFigure> repetitions, ToDoubleFunction<LatencyFigure> column) {
    return Spread.of(repetitions.stream().mapToDouble(column).toArray()).median();
  }
}
