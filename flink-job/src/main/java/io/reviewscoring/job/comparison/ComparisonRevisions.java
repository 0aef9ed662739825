package io.reviewscoring.job.comparison;

import io.reviewscoring.job.aggregate.RevisionFunction;
import io.reviewscoring.job.message.Comparison;
import io.reviewscoring.job.message.ModelPair;
import java.time.Duration;
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
    return sums.comparison(pair, window.getStart(), window.getEnd(), revision, isFinal, false);
  }

  /** What came after its window's last result. */
  static Comparison late(WindowPart part, Duration windowSize) {
    long end = part.windowStart() + windowSize.toMillis();
    return part.differences().comparison(part.pair(), part.windowStart(), end, 0, false, true);
  }
}
