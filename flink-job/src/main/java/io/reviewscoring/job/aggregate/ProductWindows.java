package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.HandWritten;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/** Sentiment per product in tumbling windows of event time. */
public final class ProductWindows {

  private static final TypeInformation<Rating> RATING =
      new HandWritten<>(Rating.class, new RatingSerializer());
  private static final TypeInformation<Accumulator> ACCUMULATOR =
      new HandWritten<>(Accumulator.class, new AccumulatorSerializer());

  /** Events that came after their window's last result. */
  public static final OutputTag<Rating> LATE = new OutputTag<>("late", RATING);

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
        .map(Rating::of)
        .returns(RATING)
        .name("rating")
        .uid("rating")
        .keyBy(Rating::productId)
        .window(TumblingEventTimeWindows.of(size))
        .allowedLateness(allowedLateness)
        .trigger(new RevisionTrigger<>(earlyInterval, allowedLateness))
        .sideOutputLateData(LATE)
        .aggregate(
            new Accumulation(),
            new ProductRevisions(allowedLateness),
            ACCUMULATOR,
            ACCUMULATOR,
            TypeInformation.of(Aggregate.class));
  }

  /** Coordinates only: the text is gone, and the review was scored. */
  public static DeadLetter late(Rating rating) {
    SourceCoordinates origin = rating.origin();
    return new DeadLetter(
        null,
        null,
        List.of(),
        origin.topic(),
        origin.partition(),
        origin.offset(),
        STAGE,
        "late",
        "scored, but its window was closed",
        origin.timestamp(),
        rating.reviewId(),
        rating.timestamp());
  }
}
