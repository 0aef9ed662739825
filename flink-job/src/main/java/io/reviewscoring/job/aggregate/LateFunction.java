package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.DeadLetterCounters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Events that came too late for their window, as dead letters; counted. */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class LateFunction extends RichMapFunction<Rating, DeadLetter> {
  private static final long serialVersionUID = 1;

  private transient DeadLetterCounters deadLetters;

  @Override
  public void open(OpenContext context) {
    deadLetters = new DeadLetterCounters(getRuntimeContext().getMetricGroup());
  }

  @Override
  public DeadLetter map(Rating rating) {
    DeadLetter letter = ProductWindows.late(rating);
    deadLetters.count(letter);
    return letter;
  }
}
