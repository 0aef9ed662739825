package io.reviewscoring.bench.job;

import java.util.List;
import java.util.Optional;

/**
 * What the job's part of the benchmark found.
 *
 * @param slope microseconds that a word costs in the job with our engine: the straight line through
 *     the lengths, at-least-once
 * @param intercept microseconds that a review without words would cost
 */
public record JobResult(List<JobFigure> figures, double slope, double intercept) {

  /** One of the figures. */
  public Optional<JobFigure> figure(String engine, String delivery, int slots, int words) {
    return figures.stream()
        .filter(each -> each.engine().equals(engine) && each.delivery().equals(delivery))
        .filter(each -> each.slots() == slots && each.words() == words)
        .findFirst();
  }
}
