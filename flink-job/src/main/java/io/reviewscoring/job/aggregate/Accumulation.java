package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.SentimentEvent;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds events up as they come, so that a window holds one accumulator and no events. */
final class Accumulation implements AggregateFunction<SentimentEvent, Accumulator, Accumulator> {
  private static final long serialVersionUID = 1;

  @Override
  public Accumulator createAccumulator() {
    return new Accumulator();
  }

  @Override
  public Accumulator add(SentimentEvent event, Accumulator accumulator) {
    accumulator.add(event);
    return accumulator;
  }

  @Override
  public Accumulator getResult(Accumulator accumulator) {
    return accumulator;
  }

  @Override
  public Accumulator merge(Accumulator a, Accumulator b) {
    a.add(b);
    return a;
  }
}
