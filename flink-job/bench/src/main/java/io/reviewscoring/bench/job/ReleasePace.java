package io.reviewscoring.bench.job;

/**
 * How long releases are measured.
 *
 * @param reviews that each run scores, a millisecond of event time apart
 * @param liveIds how many of them RocksDB remembers
 */
public record ReleasePace(int repetitions, int reviews, int liveIds) {

  /** For figures that are told. */
  public static ReleasePace full(int repetitions) {
    return new ReleasePace(repetitions, 1_600_000, 1_000_000);
  }

  /** Shows only that all of it runs. */
  public static ReleasePace quick() {
    return new ReleasePace(1, 20_000, 10_000);
  }
}
