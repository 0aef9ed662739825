package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.DeadLetterCounters;
import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Events that came too late for their window, as dead letters; counted. */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class LateFunction extends RichMapFunction<SentimentEvent, DeadLetter> {
  private static final long serialVersionUID = 1;

  private transient DeadLetterCounters deadLetters;

  @Override
  public void open(OpenContext context) {
    deadLetters = new DeadLetterCounters(getRuntimeContext().getMetricGroup());
  }

  @Override
  public DeadLetter map(SentimentEvent event) {
    DeadLetter letter = ProductWindows.late(event);
    deadLetters.count(letter);
    return letter;
  }
}
