package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.NetworkLayer.Convolution;
import io.reviewscoring.model.network.NetworkLayer.Convolution.Ends;
import io.reviewscoring.model.network.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A convolution of stride 1: the sum of one product for each place under a filter. */
final class ConvolutionStage extends RowStage {

  /**
   * What it has learned, for all threads.
   *
   * @param taps for each place under a filter the matrix {@code [width][filters]}; empty where
   *     there are tables
   * @param tables for each place under a filter the words' products {@code [vocabulary][filters]};
   *     empty unless it reads words
   * @param bias {@code [filters]}
   */
  @SuppressWarnings("ArrayRecordComponent") // one for each layer, never compared
  record Learned(Matrix[] taps, WordTable[] tables, float[] bias) {

    /**
     * Cuts the kernel.
     *
     * @param kernel {@code [kernelSize][width][filters]} row-major
     * @param words the embedding, if its products are to be looked up; null if not
     */
    static Learned of(
        float[] kernel, float[] bias, Shape input, @Nullable WordTable words, Kernels kernels) {
      int each = input.width() * bias.length;
      Matrix[] taps = new Matrix[kernel.length / each];
      Arrays.setAll(
          taps,
          tap ->
              kernels.matrix(
                  Arrays.copyOfRange(kernel, tap * each, (tap + 1) * each), input.width()));
      if (words == null) {
        return new Learned(taps, new WordTable[0], bias);
      }
      WordTable[] tables = new WordTable[taps.length];
      for (int tap = 0; tap < taps.length; tap++) {
        tables[tap] = words.times(taps[tap], new float[bias.length]);
      }
      return new Learned(new Matrix[0], tables, bias);
    }
  }

  private final Convolution layer;
  private final Learned learned;
  private final int taps;

  /** What multiplies with each of the learned taps. */
  private final Matrix.Product[] products;

  /** One place's share in a sum, {@code [filters]}. */
  private final float[] share;

  private final Function activation;

  ConvolutionStage(Convolution layer, Learned learned, Shape input, int lanes, PadRun pads) {
    super(layer.output(input), lanes, pads);
    this.layer = layer;
    this.learned = learned;
    this.taps = layer.kernelSize();
    this.products =
        Arrays.stream(learned.taps).map(Matrix::newProduct).toArray(Matrix.Product[]::new);
    this.share = new float[layer.filters()];
    this.activation = layer.activation();
  }

  @Override
  int padSteps(Flow in) {
    if (in.pads == in.rows.length) {
      return out[0].rows.length;
    }
    int behind = layer.ends() == Ends.SAME ? taps - 1 - layer.before() : taps - 1;
    return Math.max(0, in.pads - behind);
  }

  @Override
  int padStepsBehind(Flow in) {
    int before = layer.ends() == Ends.SAME ? layer.before() : taps - 1;
    return Math.max(0, in.padsBehind - before);
  }

  @Override
  void row(Flow in, int step, float[] to) {
    System.arraycopy(learned.bias, 0, to, 0, to.length);
    int first = step - layer.before();
    int end = Math.min(taps, in.rows.length - first);
    for (int tap = Math.max(0, -first); tap < end; tap++) {
      if (learned.tables.length > 0) {
        Rows.add(learned.tables[tap].rows[in.ids[first + tap]], to);
      } else {
        products[tap].of(in.rows[first + tap], share);
        Rows.add(share, to);
      }
    }
    Curves.apply(activation, to);
  }
}
