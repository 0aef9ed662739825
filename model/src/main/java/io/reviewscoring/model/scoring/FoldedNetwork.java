package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.Arrays;

/**
 * The weights as the scorer uses them. An embedding followed by a convolution is linear in each
 * word, so both become one table of rows to add; and what the LSTM makes of leading pads is the
 * same for every review, so these states are computed once.
 *
 * <p>Immutable once an engine has filled its own room, before others see it; safe for use by many
 * threads.
 */
final class FoldedNetwork {

  /**
   * Floats left free at the start. G1 puts an array of half a region or more at a region's start
   * and leaves it there: after a header of 16 bytes and these 12 floats comes a line of the cache.
   * A vector that reaches over two lines takes two readings. Elsewhere it is as it comes.
   */
  static final int HEAD = 12;

  /** Floats in a line of the cache, of 64 bytes. */
  static final int LINE = 16;

  /** Floats behind the table, so that a vector may reach beyond its last row. */
  private static final int SLACK = 64;

  /** Floats at the table's start that the nearer caches hold anyway: the most frequent words'. */
  static final int NEAR = 1 << 18;

  /**
   * Steps whose words are fetched together. The rare ones of all lanes then fit the second-level
   * cache, of a megabyte and of less. Four steps gained a little less.
   */
  static final int STEPS_FETCHED = 24;

  final Architecture architecture;

  /**
   * An engine's own room from {@value #HEAD}, then from {@link #tableAt} {@code
   * [vocabulary][kernel][filters]}, then {@value #SLACK} zeros.
   */
  final float[] table;

  /** After whole lines of room. */
  final int tableAt;

  /** {@code [filters]}. */
  final float[] convolutionBias;

  /**
   * {@code [filters][4 × units]}, gates in the order input, forget, candidate, output. Here and in
   * the next two the columns of the sigmoids are halved, as {@link Gates} wants their sums.
   */
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

  /**
   * Folds.
   *
   * @param room floats that an engine wants before the table, for what it lays out itself before
   *     others see the network
   */
  FoldedNetwork(Architecture architecture, Weights weights, int room) {
    this.architecture = architecture;
    this.tableAt = HEAD + (room + LINE - 1) / LINE * LINE;
    this.table = fold(architecture, weights, tableAt);
    this.convolutionBias = weights.convolutionBias();
    this.inputWeights = halved(Rows.of(weights.inputWeights(), architecture.filters()));
    this.recurrentWeights = halved(Rows.of(weights.recurrentWeights(), architecture.lstmUnits()));
    this.lstmBias = halved(Rows.of(weights.lstmBias(), 1))[0];
    this.denseWeights = weights.denseWeights();
    this.denseBias = weights.denseBias()[0];
    this.padStates = LstmPass.padStates(this);
  }

  private static float[] fold(Architecture architecture, Weights weights, int tableAt) {
    int embeddingSize = architecture.embeddingSize();
    int filters = architecture.filters();
    int kernel = architecture.kernelSize();
    float[][] convolution = Rows.of(weights.convolution(), kernel * embeddingSize);
    float[] table = new float[tableAt + architecture.vocabularySize() * kernel * filters + SLACK];
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
        System.arraycopy(sums, 0, table, tableAt + (word * kernel + tap) * filters, filters);
      }
    }
    return table;
  }

  /** Halves all columns but the candidate's; no bit is lost, unless a weight is below 1e-37. */
  private static float[][] halved(float[][] rows) {
    int units = rows[0].length / 4;
    for (float[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        if (column / units != 2) {
          row[column] *= 0.5f;
        }
      }
    }
    return rows;
  }

  /**
   * Reads a float of nearly each line that rare words' rows take, so that the caches have them when
   * they are added up. A processor has many lines on their way at once, if nothing else is to be
   * done between; where sums are, each word would be waited for.
   *
   * @param row ids
   * @param first step whose words are wanted
   * @param end step behind the last
   * @return what was read, since the compiler leaves out what nobody needs
   */
  float fetch(int[] row, int first, int end) {
    int firstPlace = first * architecture.poolSize();
    int endPlace = end * architecture.poolSize() + architecture.kernelSize() - 1;
    int size = architecture.kernelSize() * architecture.filters();
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int place = firstPlace; place < endPlace; place++) {
      int at = row[place] * size;
      if (at < NEAR) {
        continue;
      }
      at += tableAt;
      int to = at + size;
      for (; at < to; at += 4 * LINE) {
        // The last ones may lie behind the row, in the next one or the slack.
        a += table[at];
        b += table[at + LINE];
        c += table[at + 2 * LINE];
        d += table[at + 3 * LINE];
      }
    }
    return a + b + c + d;
  }

  /**
   * The dense unit.
   *
   * @param output the last step's, {@code [units]} at {@code outputAt}
   * @param maximum over the steps, {@code [units]} at {@code maximumAt}
   * @return the log odds of positive
   */
  float logOdds(float[] output, int outputAt, float[] maximum, int maximumAt) {
    int units = architecture.lstmUnits();
    float sum = denseBias;
    for (int unit = 0; unit < units; unit++) {
      sum = Math.fma(output[outputAt + unit], denseWeights[unit], sum);
    }
    if (architecture.readsMaximum()) {
      for (int unit = 0; unit < units; unit++) {
        sum = Math.fma(maximum[maximumAt + unit], denseWeights[units + unit], sum);
      }
    }
    return sum;
  }
}
