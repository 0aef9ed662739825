package io.reviewscoring.job.parse;

import io.reviewscoring.job.message.Parsed;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time by the reviews alone: a bad record has none, neither moves it nor keeps a partition
 * from being idle.
 */
public final class ReviewWatermarks implements WatermarkGenerator<Parsed> {
  private final WatermarkGenerator<Parsed> reviews;

  private ReviewWatermarks(WatermarkGenerator<Parsed> reviews) {
    this.reviews = reviews;
  }

  /** For a live stream: bounded out-of-orderness, and idleness. */
  public static WatermarkStrategy<Parsed> live(Duration outOfOrderness, Duration idleTimeout) {
    WatermarkStrategy<Parsed> bounded =
        WatermarkStrategy.<Parsed>forBoundedOutOfOrderness(outOfOrderness)
            .withIdleness(idleTimeout);
    return WatermarkStrategy.<Parsed>forGenerator(
            context -> new ReviewWatermarks(bounded.createWatermarkGenerator(context)))
        .withTimestampAssigner((parsed, ignored) -> eventTime(parsed));
  }

  /** For a bounded stream: one watermark at the end, so that nothing is late. */
  public static WatermarkStrategy<Parsed> bounded() {
    return WatermarkStrategy.<Parsed>noWatermarks()
        .withTimestampAssigner((parsed, ignored) -> eventTime(parsed));
  }

  private static long eventTime(Parsed parsed) {
    return parsed.review() == null ? Long.MIN_VALUE : parsed.review().timestamp();
  }

  @Override
  public void onEvent(Parsed event, long eventTimestamp, WatermarkOutput output) {
    if (event.review() != null) {
      reviews.onEvent(event, eventTimestamp, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    reviews.onPeriodicEmit(output);
  }
}
