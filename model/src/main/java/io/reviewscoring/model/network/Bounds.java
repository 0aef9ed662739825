package io.reviewscoring.model.network;

/** What sizes are held against. */
final class Bounds {
  private Bounds() {}

  /**
   * @throws IllegalArgumentException if a size is below {@code from} or above {@code to}
   */
  static void check(String name, int value, int from, int to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, not %s".formatted(name, from, to, value));
    }
  }

  /**
   * @throws IllegalArgumentException if a product of sizes is above {@code most}
   */
  static void product(String product, long value, long most) {
    if (value > most) {
      throw new IllegalArgumentException(product + " must be at most " + most + ", not " + value);
    }
  }
}
