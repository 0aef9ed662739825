package io.reviewscoring.model.bundle;

import java.util.List;

/** A tensor of a file of weights: what it is called, what its numbers are, and its sizes. */
record Tensor(String name, Type type, List<Integer> shape) {

  /** What a tensor's numbers are, by safetensors' names. */
  enum Type {
    F32(4),
    I8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /** Of floats. */
  Tensor(String name, Integer... shape) {
    this(name, Type.F32, List.of(shape));
  }

  /** How many numbers it has. Architecture bounds every product, so that an int holds it. */
  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  long bytes() {
    return (long) type.bytes * size();
  }
}
