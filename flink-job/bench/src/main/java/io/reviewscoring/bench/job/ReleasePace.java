package io.reviewscoring.bench.job;

import java.time.Duration;

/**
 * How long releases are measured.
 *
 * @param reviews that each run scores, a millisecond of event time apart
 * @param liveIds how many of them RocksDB remembers
 * @param network how long the network alone is timed before each run
 */
public record ReleasePace(int repetitions, int reviews, int liveIds, Duration network) {

  /** For figures that are told. */
  public static ReleasePace full(int repetitions) {
    return new ReleasePace(repetitions, 1_600_000, 1_000_000, Duration.ofSeconds(2));
  }

  /** Shows only that all of it runs. */
  public static ReleasePace quick() {
    return new ReleasePace(1, 20_000, 10_000, Duration.ofMillis(100));
  }
}
