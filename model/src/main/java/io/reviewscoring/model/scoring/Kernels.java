package io.reviewscoring.model.scoring;

/** What general layers are computed with. All of them give the same bits. */
interface Kernels {
  /** Plain Java. */
  Kernels PLAIN =
      new Kernels() {
        @Override
        public Matrix matrix(float[] values, int inputs) {
          return new PlainMatrix(values, inputs);
        }

        @Override
        public int lanes() {
          return 1;
        }

        @Override
        public float[] arranged(float[] rows, int units, int gates) {
          return rows;
        }

        @Override
        public Step.Maker lstm(Matrix recurrent, int units) {
          return lanes -> new LstmStep(lanes, units, recurrent);
        }

        @Override
        public Step.Maker gru(Matrix recurrent, float[] candidateBias, int units) {
          return lanes -> new GruStep(lanes, units, recurrent, candidateBias);
        }
      };

  /**
   * A matrix.
   *
   * @param values row-major {@code [inputs][outputs]}
   */
  Matrix matrix(float[] values, int inputs);

  /** How many reviews go side by side. */
  int lanes();

  /**
   * Rows {@code [rows][gates × units]} with their columns as {@link #lstm} and {@link #gru} want
   * them.
   */
  float[] arranged(float[] rows, int units, int gates);

  /**
   * An LSTM's steps.
   *
   * @param recurrent of columns that are arranged
   */
  Step.Maker lstm(Matrix recurrent, int units);

  /**
   * The steps of a GRU whose reset gate stands behind the product.
   *
   * @param recurrent of columns that are arranged
   * @param candidateBias added to what the reset gate closes {@code [units]}
   */
  Step.Maker gru(Matrix recurrent, float[] candidateBias, int units);
}
