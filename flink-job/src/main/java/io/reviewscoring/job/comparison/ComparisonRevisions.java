package io.reviewscoring.job.comparison;

import io.reviewscoring.job.aggregate.RevisionFunction;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import io.reviewscoring.job.message.MostDifferent;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Makes comparisons of what was added up. */
final class ComparisonRevisions extends RevisionFunction<Differences, Comparison, ModelPair> {
  private static final long serialVersionUID = 1;

  ComparisonRevisions(Duration allowedLateness) {
    super(allowedLateness);
  }

  @Override
  protected Comparison result(
      ModelPair pair, Differences sums, TimeWindow window, long revision, boolean isFinal) {
    return comparison(pair, sums, window, revision, isFinal, false);
  }

  /** What came after its window's last result. */
  static Comparison late(WindowPart part, Duration windowSize) {
    TimeWindow window =
        new TimeWindow(part.windowStart(), part.windowStart() + windowSize.toMillis());
    return comparison(part.pair(), part.differences(), window, 0, false, true);
  }

  private static Comparison comparison(
      ModelPair pair,
      Differences sums,
      TimeWindow window,
      long revision,
      boolean isFinal,
      boolean isLate) {
    WilsonInterval interval = WilsonInterval.of(sums.differing(), sums.count);
    return new Comparison(
        pair,
        window.getStart(),
        window.getEnd(),
        sums.count,
        sums.sizes / Differences.SCALE / sums.count,
        sums.signed / Differences.SCALE / sums.count,
        sums.largest / Differences.SCALE,
        Arrays.stream(sums.labels).boxed().toList(),
        sums.differing(),
        interval.from(),
        interval.to(),
        sums.extremes.list().stream()
            .map(each -> new MostDifferent(each.reviewId(), each.difference() / Differences.SCALE))
            .toList(),
        revision,
        isFinal,
        isLate);
  }
}
