package io.reviewscoring.bench.job;

import java.time.Duration;

/**
 * How long jobs are measured.
 *
 * @param repetitions of each measurement
 * @param maxReviews that lie ready for each length
 * @param minReviews that a run scores at least
 * @param measured about how long a run lasts; it scores what its engine did in the warm-up in that
 *     time
 * @param latencyWarmUp before latencies are noted
 * @param latency how long they are noted at least
 * @param whole whether each engine is measured with both guarantees and on more slots
 * @param swapLead the job's {@code swap.lead}
 */
public record JobPace(
    int repetitions,
    int maxReviews,
    int minReviews,
    Duration measured,
    Duration latencyWarmUp,
    Duration latency,
    boolean whole,
    Duration swapLead) {

  /** For figures that are told. */
  public static JobPace full(int repetitions) {
    return new JobPace(
        repetitions,
        800_000,
        6_000,
        Duration.ofMillis(5_500),
        Duration.ofSeconds(8),
        Duration.ofSeconds(30),
        true,
        Duration.ofSeconds(5));
  }

  /** Shows only that all of it runs. */
  public static JobPace quick() {
    return new JobPace(
        1,
        2_000,
        500,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(4),
        false,
        Duration.ofMillis(500));
  }
}
