package io.reviewscoring.model.network;

import java.util.List;

/**
 * What passes between two layers, for one review.
 *
 * @param steps places of a sequence; 0 if it is no sequence but one vector
 * @param width numbers at each place
 */
public record Shape(int steps, int width) {
  private static final int MAX_WIDTH = 1 << 16;
  private static final long MAX_NUMBERS = 1L << 20;

  /**
   * @throws IllegalArgumentException in one line, if a size is outside of its bounds
   */
  public Shape {
    Bounds.check("the places of a layer's output", steps, 0, 10_000);
    Bounds.check("the width of a layer's output", width, 1, MAX_WIDTH);
    Bounds.product("steps × width", (long) steps * width, MAX_NUMBERS);
  }

  /** One vector. */
  public static Shape vector(int width) {
    return new Shape(0, width);
  }

  /** Whether it has places. */
  public boolean isSequence() {
    return steps > 0;
  }

  /** Rows that it takes to hold it: a vector is one. */
  public int rows() {
    return Math.max(1, steps);
  }

  /** Its sizes, the outermost first. */
  public List<Integer> sizes() {
    return isSequence() ? List.of(steps, width) : List.of(width);
  }
}
