package io.reviewscoring.job.aggregate;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds events up as they come, so that a window holds one accumulator and no events. */
final class Accumulation implements AggregateFunction<Rating, Accumulator, Accumulator> {
  private static final long serialVersionUID = 1;

  @Override
  public Accumulator createAccumulator() {
    return new Accumulator();
  }

  @Override
  public Accumulator add(Rating rating, Accumulator accumulator) {
    accumulator.add(rating);
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
