package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.Arrays;

/**
 * The weights as the scorer uses them. An embedding followed by a convolution is linear in each
 * word, so both become one table of rows to add; and what the LSTM makes of leading pads is the
 * same for every review, so these states are computed once.
 *
 * <p>Immutable once made; safe for use by many threads.
 */
final class FoldedNetwork {
  final Architecture architecture;

  /** {@code [vocabulary][kernel][filters]}. */
  final float[] table;

  /** {@code [filters]}. */
  final float[] convolutionBias;

  /** {@code [filters][4 × units]}, gates in the order input, forget, candidate, output. */
  final float[][] inputWeights;

  /** {@code [units][4 × units]}. */
  final float[][] recurrentWeights;

  /** {@code [4 × units]}. */
  final float[] lstmBias;

  /** {@code [units]} or {@code [2 × units]}. */
  final float[] denseWeights;

  final float denseBias;

  /** Output, cell and maximum after n steps of pads only: {@code [steps + 1][3][units]}. */
  final float[] padStates;

  FoldedNetwork(Architecture architecture, Weights weights) {
    this.architecture = architecture;
    this.table = fold(architecture, weights);
    this.convolutionBias = weights.convolutionBias();
    this.inputWeights = Rows.of(weights.inputWeights(), architecture.filters());
    this.recurrentWeights = Rows.of(weights.recurrentWeights(), architecture.lstmUnits());
    this.lstmBias = weights.lstmBias();
    this.denseWeights = weights.denseWeights();
    this.denseBias = weights.denseBias()[0];
    this.padStates = LstmPass.padStates(this);
  }

  private static float[] fold(Architecture architecture, Weights weights) {
    int embeddingSize = architecture.embeddingSize();
    int filters = architecture.filters();
    int kernel = architecture.kernelSize();
    float[][] convolution = Rows.of(weights.convolution(), kernel * embeddingSize);
    float[] table = new float[architecture.vocabularySize() * kernel * filters];
    float[] sums = new float[filters];
    for (int word = 0; word < architecture.vocabularySize(); word++) {
      for (int tap = 0; tap < kernel; tap++) {
        Arrays.fill(sums, 0f);
        Rows.addProduct(
            weights.embedding(),
            word * embeddingSize,
            convolution,
            tap * embeddingSize,
            embeddingSize,
            sums);
        System.arraycopy(sums, 0, table, (word * kernel + tap) * filters, filters);
      }
    }
    return table;
  }
}
