package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.EngineException;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.measure.Crew;
import java.util.List;

/** Whether engines give the same scores; what does not is not worth timing. */
public final class Parity {
  /** How far a score may be off. */
  public static final double TOLERANCE = 1e-5;

  private final int[][] rows;
  private final float[] expected;

  /**
   * @param rows ids {@code [reviews][sequenceLength]}
   * @param reference the engine that is right
   */
  public Parity(int[][] rows, RowEngine reference) throws InterruptedException {
    this.rows = rows;
    this.expected = scores(reference);
  }

  private float[] scores(RowEngine engine) throws InterruptedException {
    try (Crew crew = new Crew(engine, 1)) {
      return crew.scores(rows);
    }
  }

  /**
   * The largest difference of any score.
   *
   * @throws EngineException if it is above {@value #TOLERANCE}
   */
  public double check(List<RowEngine> engines) throws InterruptedException {
    double largest = 0;
    for (RowEngine engine : engines) {
      float[] scores = scores(engine);
      for (int i = 0; i < scores.length; i++) {
        double difference = Math.abs((double) scores[i] - expected[i]);
        if (!(difference <= TOLERANCE)) {
          throw new EngineException(
              "%s scores a review %s, not %s: nothing was timed"
                  .formatted(engine.name(), scores[i], expected[i]));
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  /** How far apart the scores lie; were they all alike, parity would say nothing. */
  public double range() {
    float low = 1;
    float high = 0;
    for (float score : expected) {
      low = Math.min(low, score);
      high = Math.max(high, score);
    }
    return high - low;
  }
}
