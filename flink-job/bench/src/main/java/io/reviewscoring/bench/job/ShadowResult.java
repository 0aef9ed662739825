package io.reviewscoring.bench.job;

import io.reviewscoring.bench.measure.Spread;
import io.reviewscoring.bench.report.Figures;
import io.reviewscoring.bench.report.Table;

/**
 * What a shadow of all reviews costs.
 *
 * @param none events a second of the job that scores nothing
 * @param alone of the job as it is
 * @param shadowed of the job with the shadow
 * @param scoringsMore what the shadow adds to a review's time, as a part of what scoring it once
 *     adds to a job that scores nothing
 */
public record ShadowResult(
    Spread none, Spread alone, Spread shadowed, Spread scoringsMore, LatencyResult latency) {

  @Override
  public String toString() {
    Table table = new Table("job", "events a second", "µs a review");
    row(table, "no scoring", none);
    row(table, "alone", alone);
    row(table, "a shadow of 100 %", shadowed);
    return "1 slot, at-least-once, 100 words, median (lowest to highest):\n\n"
        + table
        + "\nThe shadow adds %s of what scoring once does.%n%n"
            .formatted(Figures.timesOf(scoringsMore))
        + new LatencyTable(latency);
  }

  private static void row(Table table, String job, Spread rate) {
    table.row(job, Figures.rate(rate), Figures.micros(1e6 / rate.median()));
  }
}
