package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/** Sentiment per product in tumbling windows of event time. */
public final class ProductWindows {

  /** Events that came after their window's last result. */
  public static final OutputTag<SentimentEvent> LATE =
      new OutputTag<>("late", TypeInformation.of(SentimentEvent.class));

  /** The stage of the dead letters of late events. */
  public static final String STAGE = "window";

  private ProductWindows() {}

  /** The aggregates; {@link #LATE} events are their side output. */
  public static SingleOutputStreamOperator<Aggregate> over(
      DataStream<SentimentEvent> events,
      Duration size,
      Duration allowedLateness,
      Duration earlyInterval) {
    return events
        .keyBy(SentimentEvent::productId)
        .window(TumblingEventTimeWindows.of(size))
        .allowedLateness(allowedLateness)
        .trigger(new RevisionTrigger(earlyInterval, allowedLateness))
        .sideOutputLateData(LATE)
        .aggregate(
            new Accumulation(),
            new RevisionFunction(allowedLateness),
            TypeInformation.of(Accumulator.class),
            TypeInformation.of(Accumulator.class),
            TypeInformation.of(Aggregate.class));
  }

  /** Coordinates only: the text is gone, and the review was scored. */
  public static DeadLetter late(SentimentEvent event) {
    SourceCoordinates origin = event.origin();
    return new DeadLetter(
        null,
        origin.topic(),
        origin.partition(),
        origin.offset(),
        STAGE,
        "late",
        "scored, but its window was closed: reviewId "
            + event.reviewId()
            + ", timestamp "
            + Messages.instant(event.timestamp()),
        null,
        0,
        null,
        origin.timestamp());
  }
}
