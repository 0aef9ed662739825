package io.reviewscoring.job.comparison;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds parts up as they come. */
final class Adding implements AggregateFunction<WindowPart, Differences, Differences> {
  private static final long serialVersionUID = 1;

  @Override
  public Differences createAccumulator() {
    return new Differences();
  }

  @Override
  public Differences add(WindowPart part, Differences before) {
    return before.with(part.differences());
  }

  @Override
  public Differences getResult(Differences differences) {
    return differences;
  }

  @Override
  public Differences merge(Differences a, Differences b) {
    return a.with(b);
  }
}
