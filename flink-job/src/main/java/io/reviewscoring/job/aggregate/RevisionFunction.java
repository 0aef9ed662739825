package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.Aggregate;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Numbers a window's results and tells which one is the last. */
final class RevisionFunction
    extends ProcessWindowFunction<Accumulator, Aggregate, String, TimeWindow> {
  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<Long> REVISION =
      new ValueStateDescriptor<>("revision", Types.LONG);

  private final long latenessMillis;

  RevisionFunction(Duration allowedLateness) {
    this.latenessMillis = allowedLateness.toMillis();
  }

  @Override
  public void process(
      String productId,
      Context context,
      Iterable<Accumulator> accumulators,
      Collector<Aggregate> out)
      throws Exception {
    ValueState<Long> revisions = context.windowState().getState(REVISION);
    long revision = revisions.value() == null ? 1 : revisions.value() + 1;
    revisions.update(revision);
    Accumulator sums = accumulators.iterator().next();
    TimeWindow window = context.window();
    out.collect(
        new Aggregate(
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
            revision,
            context.currentWatermark() >= window.maxTimestamp() + latenessMillis));
  }

  @Override
  public void clear(Context context) throws Exception {
    context.windowState().getState(REVISION).clear();
  }
}
