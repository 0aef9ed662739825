package io.reviewscoring.model.network;

import java.util.List;

/**
 * A tensor of floats.
 *
 * @param name its layer's, a dot, and what it is in it
 * @param shape its sizes, the outermost first
 */
public record TensorShape(String name, List<Integer> shape) {
  public TensorShape {
    shape = List.copyOf(shape);
  }

  TensorShape(String layer, String part, Integer... sizes) {
    this(layer + "." + part, List.of(sizes));
  }

  /** How many numbers it has. */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
