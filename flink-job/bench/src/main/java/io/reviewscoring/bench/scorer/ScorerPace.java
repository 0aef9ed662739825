package io.reviewscoring.bench.scorer;

import java.time.Duration;

/**
 * How long the scorer is measured.
 *
 * @param repetitions of each measurement
 * @param warmUp before the first one, for each engine
 * @param measured one repetition
 * @param search one try of a batch size
 * @param rows different reviews of each length
 * @param batches that are tried
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScorerPace(
    int repetitions,
    Duration warmUp,
    Duration measured,
    Duration search,
    int rows,
    int... batches) {

  /** For figures that are told. */
  public static ScorerPace full(int repetitions) {
    return new ScorerPace(
        repetitions,
        Duration.ofMillis(1_500),
        Duration.ofMillis(400),
        Duration.ofMillis(200),
        4_096,
        1,
        2,
        4,
        8,
        16,
        32,
        64,
        128,
        256);
  }

  /** Shows only that all of it runs. */
  public static ScorerPace quick() {
    return new ScorerPace(
        1, Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20), 128, 1, 16);
  }
}
