package io.reviewscoring.model.scoring;

/** A matrix that vectors are multiplied with. Immutable and safe for use by many threads. */
interface Matrix {

  /** Floats from one vector's products to the next one's: as many as outputs, or more. */
  int stride();

  /** What multiplies with it, for one thread. */
  Product newProduct();

  /** Multiplies, with the scratch arrays of one thread. */
  interface Product {
    /**
     * Products: {@code to[lane][j]} is the sum of {@code x[lane][i] × matrix[i][j]}, for i from 0
     * on, each by a fused multiply-add, in this order.
     *
     * @param x {@code [lanes][xStride]}, each of the inputs' length at least
     * @param to receives them, {@code [lanes][stride]}; what the others get has no meaning
     * @param count how many of the lanes count; both have room for all reviews that go side by side
     */
    void of(float[] x, int xStride, float[] to, int count);

    /**
     * The same for one vector.
     *
     * @param to of the outputs' length
     */
    void of(float[] x, float[] to);
  }
}
