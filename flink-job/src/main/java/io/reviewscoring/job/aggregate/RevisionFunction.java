package io.reviewscoring.job.aggregate;

import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Numbers a window's results and tells which one is the last.
 *
 * @param <A> what was added up
 * @param <R> the result
 * @param <K> the key
 */
public abstract class RevisionFunction<A, R, K> extends ProcessWindowFunction<A, R, K, TimeWindow> {
  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<Long> REVISION =
      new ValueStateDescriptor<>("revision", Types.LONG);

  private final long latenessMillis;

  protected RevisionFunction(Duration allowedLateness) {
    this.latenessMillis = allowedLateness.toMillis();
  }

  /**
   * Makes a result.
   *
   * @param revision counts the window's results from 1
   */
  protected abstract R result(K key, A sums, TimeWindow window, long revision, boolean isFinal);

  @Override
  public final void process(K key, Context context, Iterable<A> sums, Collector<R> out)
      throws Exception {
    ValueState<Long> revisions = context.windowState().getState(REVISION);
    long revision = revisions.value() == null ? 1 : revisions.value() + 1;
    revisions.update(revision);
    TimeWindow window = context.window();
    boolean isFinal = context.currentWatermark() >= window.maxTimestamp() + latenessMillis;
    out.collect(result(key, sums.iterator().next(), window, revision, isFinal));
  }

  @Override
  public final void clear(Context context) throws Exception {
    context.windowState().getState(REVISION).clear();
  }
}
