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
        public float[] arranged(float[] rows, int units) {
          return rows;
        }

        @Override
        public Step.Maker lstm(Matrix recurrent, int units) {
          return lanes -> new LstmStep(lanes, units, recurrent);
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
   * Rows of an LSTM's gates {@code [rows][4 × units]} with their columns as {@link #lstm} wants
   * them.
   */
  float[] arranged(float[] rows, int units);

  /**
   * An LSTM's steps.
   *
   * @param recurrent of columns that are arranged
   */
  Step.Maker lstm(Matrix recurrent, int units);
}
