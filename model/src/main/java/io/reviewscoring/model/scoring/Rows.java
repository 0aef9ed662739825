package io.reviewscoring.model.scoring;

/**
 * The inner loops, over whole arrays side by side. Each sum takes its terms in ascending order.
 *
 * <p>Rows are arrays of their own and loops start at 0, since the compiler of Java 17 makes vector
 * instructions of such loops, and none of loops over one flat array at an offset (20 times slower).
 * Four rows at once save loading and storing the sums three times of four.
 */
final class Rows {
  private Rows() {}

  /** Cuts a row-major matrix into its rows. */
  static float[][] of(float[] matrix, int rows) {
    int width = matrix.length / rows;
    float[][] cut = new float[rows][width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * width, cut[row], 0, width);
    }
    return cut;
  }

  /**
   * Adds a vector times a matrix: {@code sums[j] += x[xFrom + i] × rows[rowFrom + i][j]} for i from
   * 0 to {@code count}, each by a fused multiply-add, in this order.
   */
  static void addProduct(
      float[] x, int xFrom, float[][] rows, int rowFrom, int count, float[] sums) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      int at = xFrom + i;
      int row = rowFrom + i;
      addFour(
          x[at],
          rows[row],
          x[at + 1],
          rows[row + 1],
          x[at + 2],
          rows[row + 2],
          x[at + 3],
          rows[row + 3],
          sums);
    }
    for (; i < count; i++) {
      addOne(x[xFrom + i], rows[rowFrom + i], sums);
    }
  }

  private static void addFour(
      float a,
      float[] rowA,
      float b,
      float[] rowB,
      float c,
      float[] rowC,
      float d,
      float[] rowD,
      float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      float sum = Math.fma(a, rowA[j], sums[j]);
      sum = Math.fma(b, rowB[j], sum);
      sum = Math.fma(c, rowC[j], sum);
      sums[j] = Math.fma(d, rowD[j], sum);
    }
  }

  private static void addOne(float a, float[] row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(a, row[j], sums[j]);
    }
  }

  static void add(float[] row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += row[j];
    }
  }

  /** {@code sums[j] += factors[j] × row[j]}, by a fused multiply-add. */
  static void addEach(float[] factors, float[] row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(factors[j], row[j], sums[j]);
    }
  }

  static void max(float[] row, float[] maxima) {
    for (int j = 0; j < maxima.length; j++) {
      maxima[j] = Math.max(maxima[j], row[j]);
    }
  }
}
