package io.reviewscoring.model.scoring;

/**
 * Rows that are looked up by id in place of the embedding's, since what reads them is linear in
 * each word: the products of all its words with a layer's matrix. Immutable and safe for use by
 * many threads.
 */
final class WordTable {
  /** {@code [vocabulary][width]}. */
  final float[][] rows;

  private final int width;

  /** The first word that is rare. */
  private final int near;

  private WordTable(float[][] rows) {
    this.rows = rows;
    this.width = rows[0].length;
    this.near = FoldedNetwork.NEAR / width;
  }

  /** The embedding itself, {@code [vocabulary][size]} row-major. */
  static WordTable of(float[] embedding, int vocabulary) {
    return new WordTable(Rows.of(embedding, vocabulary));
  }

  /**
   * Reads a float of nearly each line that a rare word's row takes, as {@link FoldedNetwork#fetch}
   * does and for its reason.
   *
   * @return what was read, since the compiler leaves out what nobody needs
   */
  float fetch(int id) {
    float sum = 0;
    // The row's own length would be waited for.
    if (id >= near) {
      float[] row = rows[id];
      for (int at = 0; at < width; at += FoldedNetwork.LINE) {
        sum += row[at];
      }
    }
    return sum;
  }

  /**
   * Each word's product.
   *
   * @param matrix of as many inputs as a row has numbers
   * @param bias what is added to each product
   */
  WordTable times(Matrix matrix, float[] bias) {
    float[][] products = new float[rows.length][bias.length];
    Matrix.Product product = matrix.newProduct();
    for (int word = 0; word < rows.length; word++) {
      product.of(rows[word], products[word]);
      Rows.add(bias, products[word]);
    }
    return new WordTable(products);
  }
}
