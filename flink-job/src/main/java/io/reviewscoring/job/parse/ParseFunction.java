package io.reviewscoring.job.parse;

import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.DeadLetterCounters;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.Review;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reviews go on, dead letters go aside, tombstones are counted and end here, and so does what lies
 * outside the run's range.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class ParseFunction extends ProcessFunction<Parsed, Review> {
  private static final long serialVersionUID = 1;

  /** Records that are no reviews. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("unparsed", TypeInformation.of(DeadLetter.class));

  private final EventTimeRange range;

  private transient Counter reviews;
  private transient DeadLetterCounters deadLetters;
  private transient Counter tombstones;
  private transient Counter outside;

  /**
   * @param range the event times that go on
   */
  public ParseFunction(EventTimeRange range) {
    this.range = range;
  }

  @Override
  public void open(OpenContext context) {
    var metrics = getRuntimeContext().getMetricGroup();
    reviews = metrics.counter("reviewsParsed");
    deadLetters = new DeadLetterCounters(metrics);
    tombstones = metrics.counter("tombstones");
    outside = metrics.counter("outsideRange");
  }

  @Override
  public void processElement(Parsed parsed, Context context, Collector<Review> out) {
    if (!range.holds(parsed)) {
      outside.inc();
    } else if (parsed.review() != null) {
      reviews.inc();
      out.collect(parsed.review());
    } else if (parsed.deadLetter() != null) {
      deadLetters.count(parsed.deadLetter());
      context.output(DEAD_LETTERS, parsed.deadLetter());
    } else {
      tombstones.inc();
    }
  }
}
