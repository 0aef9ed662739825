package io.reviewscoring.model.scoring;

/** A matrix that vectors are multiplied with. Immutable and safe for use by many threads. */
interface Matrix {

  /** What multiplies with it, for one thread. */
  Product newProduct();

  /** Multiplies, with the scratch arrays of one thread. */
  interface Product {
    /**
     * Products: {@code to[lane][j]} is the sum of {@code x[lane][i] × matrix[i][j]}, for i from 0
     * on, each by a fused multiply-add, in this order.
     *
     * @param x of the inputs' length at least each
     * @param to of the outputs' length each
     * @param count how many of both count, at most as many as reviews go side by side
     */
    void of(float[][] x, float[][] to, int count);

    /** The same for one vector. */
    void of(float[] x, float[] to);
  }
}
