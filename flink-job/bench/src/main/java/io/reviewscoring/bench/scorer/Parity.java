package io.reviewscoring.bench.scorer;

import io.reviewscoring.bench.engine.EngineException;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.measure.Crew;
import java.util.List;
import java.util.Locale;

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
      double difference = difference(engine);
      if (!(difference <= TOLERANCE)) {
        throw new EngineException(
            String.format(
                Locale.ROOT,
                "%s scores a review %.2e beside ours: nothing was timed",
                engine.name(),
                difference));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** The largest difference of any of an engine's scores; no number if one is none. */
  public double difference(RowEngine engine) throws InterruptedException {
    float[] scores = scores(engine);
    double largest = 0;
    for (int i = 0; i < scores.length; i++) {
      largest = Math.max(largest, Math.abs((double) scores[i] - expected[i]));
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
