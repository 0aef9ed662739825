package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.Aggregate;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Makes aggregates of what was added up. */
final class ProductRevisions extends RevisionFunction<Accumulator, Aggregate, String> {
  private static final long serialVersionUID = 1;

  ProductRevisions(Duration allowedLateness) {
    super(allowedLateness);
  }

  @Override
  protected Aggregate result(
      String productId, Accumulator sums, TimeWindow window, long revision, boolean isFinal) {
    return new Aggregate(
        productId,
        window.getStart(),
        window.getEnd(),
        sums.count(),
        sums.positive,
        sums.negative,
        sums.uncertain,
        sums.meanScore(),
        sums.minScore,
        sums.maxScore,
        Arrays.stream(sums.histogram).boxed().toList(),
        new TreeMap<>(sums.models),
        new TreeMap<>(sums.candidates),
        revision,
        isFinal);
  }
}
