package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a network of layers as general kernels use them: matrices cut up, the products of
 * words with the first layer in a table, and what every layer makes of pads. Immutable and safe for
 * use by many threads.
 */
final class GeneralNetwork implements Supplier<Pass> {

  /** What makes a layer's stage for one thread. */
  private interface StageMaker {
    Stage of(int lanes, PadRun pads);
  }

  final LayeredNetwork network;
  final Kernels kernels;

  /** What the first layer reads; null where it has tables of its own. */
  final @Nullable WordTable words;

  private final LayerWeights weights;
  private final List<StageMaker> makers = new ArrayList<>();
  private final List<PadRun> padRuns;

  GeneralNetwork(LayeredNetwork network, LayerWeights weights, Kernels kernels) {
    this.network = network;
    this.weights = weights;
    this.kernels = kernels;
    WordTable embedding =
        WordTable.of(weights.of(LayeredNetwork.EMBEDDING), network.vocabularySize());
    boolean tabled = network.tableWidth() > 0;
    this.words = tabled ? null : embedding;
    List<Shape> shapes = network.shapes();
    for (int i = 0; i < network.stack().size(); i++) {
      makers.add(maker(network.stack().get(i), shapes.get(i), tabled && i == 0 ? embedding : null));
    }
    this.padRuns = everyStep().record();
  }

  /** A pass that takes nothing from pads, for the proof that this changes nothing. */
  GeneralPass everyStep() {
    return new GeneralPass(this, makers.stream().map(each -> PadRun.NONE).toList());
  }

  @Override
  public Pass get() {
    return new GeneralPass(this, padRuns);
  }

  /** Stages of one thread. */
  List<Stage> stages(int lanes, List<PadRun> pads) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < makers.size(); i++) {
      stages.add(makers.get(i).of(lanes, pads.get(i)));
    }
    return stages;
  }

  private StageMaker maker(NetworkLayer layer, Shape input, @Nullable WordTable embedding) {
    if (layer instanceof NetworkLayer.Convolution convolution) {
      ConvolutionStage.Learned learned =
          ConvolutionStage.Learned.of(
              of(layer, "kernel"), of(layer, "bias"), input, embedding, kernels);
      return (lanes, pads) -> new ConvolutionStage(convolution, learned, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.MaxPooling pooling) {
      return (lanes, pads) -> new PoolingStage(pooling, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.GlobalPooling pooling) {
      return (lanes, pads) -> new GlobalPoolingStage(pooling, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.Flatten flatten) {
      return (lanes, pads) -> new FlattenStage(flatten, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.Dense dense) {
      Matrix matrix = kernels.matrix(of(layer, "kernel"), input.width());
      float[] bias = of(layer, "bias");
      return (lanes, pads) -> new DenseStage(dense, matrix, bias, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.Activation activation) {
      Function function = activation.activation();
      float[] none = new float[0];
      return (lanes, pads) -> new EachStage(none, none, function, input, lanes, pads);
    }
    if (layer instanceof NetworkLayer.Scaling) {
      float[] scale = of(layer, "scale");
      float[] shift = of(layer, "shift");
      return (lanes, pads) -> new EachStage(scale, shift, Function.LINEAR, input, lanes, pads);
    }
    Recurrent recurrent = (Recurrent) layer;
    List<Way.Learned> ways =
        recurrent.prefixes().stream()
            .map(prefix -> way(recurrent, prefix, input, embedding))
            .toList();
    return (lanes, pads) -> new RecurrentStage(recurrent, ways, input, lanes, pads);
  }

  private Way.Learned way(
      Recurrent layer, String prefix, Shape input, @Nullable WordTable embedding) {
    int units = layer.units();
    int columns = layer.cell().gates() * units;
    float[] kernel = of(layer, prefix + "kernel").clone();
    float[] recurrent = of(layer, prefix + "recurrent").clone();
    float[] stated = of(layer, prefix + "bias");
    float[] bias = Arrays.copyOf(stated, columns);
    float[] candidateBias = new float[0];
    if (layer.cell() == Recurrent.Cell.GRU_RESET_AFTER) {
      for (int column = 0; column < 2 * units; column++) {
        bias[column] += stated[columns + column];
      }
      candidateBias = Arrays.copyOfRange(stated, columns + 2 * units, 2 * columns);
    }
    if (layer.cell() == Recurrent.Cell.LSTM || layer.cell() == Recurrent.Cell.GRU_RESET_AFTER) {
      int gates = layer.cell().gates();
      List.of(kernel, recurrent, bias).forEach(each -> halve(each, units, gates));
      kernel = kernels.arranged(kernel, units, gates);
      recurrent = kernels.arranged(recurrent, units, gates);
      bias = kernels.arranged(bias, units, gates);
    }
    Matrix matrix = kernels.matrix(kernel, input.width());
    Step.Maker steps = Step.of(layer.cell(), units, recurrent, candidateBias, kernels);
    boolean backward = prefix.equals("backward.");
    return embedding == null
        ? new Way.Learned(matrix, null, bias, steps, backward)
        : new Way.Learned(null, embedding.times(matrix, bias), bias, steps, backward);
  }

  /** The columns of sigmoids, as {@link Gates} wants their sums: all but the third gate's. */
  private static void halve(float[] values, int units, int gates) {
    for (int i = 0; i < values.length; i++) {
      if (i / units % gates != 2) {
        values[i] *= 0.5f;
      }
    }
  }

  private float[] of(NetworkLayer layer, String part) {
    return weights.of(layer.name() + "." + part);
  }
}
