package io.reviewscoring.bench.job;

import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;

/** The latencies as a table. */
public final class LatencyTable {
  private final LatencyResult result;

  public LatencyTable(LatencyResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    Table table =
        new Table(
            "at " + Figures.count(result.rate()) + " reviews a second",
            "reviews",
            "event p50",
            "event p99",
            "visible p50",
            "visible p99");
    for (LatencyFigure figure : result.figures()) {
      table.row(
          figure.during(),
          Figures.count(figure.reviews()),
          Figures.millis(figure.appendP50()),
          Figures.millis(figure.appendP99()),
          Figures.millis(figure.visibleP50()),
          Figures.millis(figure.visibleP99()));
    }
    return "Milliseconds from a review's append to its event's append, and until a read-committed"
        + " consumer\nsees the event; 1 slot, 100 words, half of the highest rate:\n\n"
        + table;
  }
}
