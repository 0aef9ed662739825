package io.reviewscoring.job.aggregate;

import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires early in processing time while there is news, once at the window's end, and for the last
 * time at the end and the allowed lateness. Flink's own event-time trigger would fire again for
 * each late event.
 *
 * @param <T> what is added up
 */
public final class RevisionTrigger<T> extends Trigger<T, TimeWindow> {
  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<Long> EARLY =
      new ValueStateDescriptor<>("early-timer", Types.LONG);

  private final long earlyMillis;
  private final long latenessMillis;

  /**
   * For one kind of windows.
   *
   * @param earlyInterval of processing time
   */
  public RevisionTrigger(Duration earlyInterval, Duration allowedLateness) {
    this.earlyMillis = earlyInterval.toMillis();
    this.latenessMillis = allowedLateness.toMillis();
  }

  @Override
  public TriggerResult onElement(
      T element, long timestamp, TimeWindow window, TriggerContext context) throws Exception {
    ValueState<Long> early = context.getPartitionedState(EARLY);
    // Where there is an early timer, the others are there, too.
    if (early.value() == null) {
      context.registerEventTimeTimer(last(window));
      if (window.maxTimestamp() > context.getCurrentWatermark()) {
        context.registerEventTimeTimer(window.maxTimestamp());
      }
      long time = context.getCurrentProcessingTime() + earlyMillis;
      context.registerProcessingTimeTimer(time);
      early.update(time);
    }
    return TriggerResult.CONTINUE;
  }

  @Override
  public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
    context.getPartitionedState(EARLY).clear();
    return TriggerResult.FIRE;
  }

  @Override
  public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
    if (time == last(window)) {
      return TriggerResult.FIRE;
    }
    // A watermark that leaps over both timers makes one result, the last.
    return time == window.maxTimestamp() && context.getCurrentWatermark() < last(window)
        ? TriggerResult.FIRE
        : TriggerResult.CONTINUE;
  }

  @Override
  public void clear(TimeWindow window, TriggerContext context) throws Exception {
    ValueState<Long> early = context.getPartitionedState(EARLY);
    Long time = early.value();
    if (time != null) {
      context.deleteProcessingTimeTimer(time);
      early.clear();
    }
    context.deleteEventTimeTimer(window.maxTimestamp());
  }

  private long last(TimeWindow window) {
    return window.maxTimestamp() + latenessMillis;
  }
}
