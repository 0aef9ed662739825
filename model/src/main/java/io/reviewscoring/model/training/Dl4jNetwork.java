package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * The network in DL4J: what is trained, and the reference that the scorer is held against. Not
 * thread-safe; {@link #close} gives the native memory back.
 */
final class Dl4jNetwork implements AutoCloseable {

  private static final int SCORING_BATCH = 128;
  private static final String EMBEDDING = "embedding_W";
  private static final String CONVOLUTION = "convolution_W";
  private static final String CONVOLUTION_BIAS = "convolution_b";
  private static final String INPUT = "lstm_W";
  private static final String RECURRENT = "lstm_RW";
  private static final String LSTM_BIAS = "lstm_b";
  private static final String DENSE = "dense_W";
  private static final String DENSE_BIAS = "dense_b";

  private static final Dl4jGraph.Rates SERVING =
      new Dl4jGraph.Rates(0, 0, new FixedSchedule(Adam.DEFAULT_ADAM_LEARNING_RATE));

  private final Architecture architecture;
  private final ComputationGraph network;

  /**
   * Where a training stands between two steps.
   *
   * @param parameters all of them, in DL4J's order
   * @param moments Adam's, in DL4J's order
   * @param steps taken so far
   */
  @SuppressWarnings("ArrayRecordComponent")
  record State(float[] parameters, float[] moments, int steps) {}

  private Dl4jNetwork(Architecture architecture, Dl4jGraph.Rates rates, long seed) {
    this.architecture = architecture;
    Nd4j.getRandom().setSeed(seed);
    this.network = new ComputationGraph(Dl4jGraph.of(architecture, rates, seed));
    this.network.init();
  }

  /**
   * A network with fresh random weights.
   *
   * @param steps how often {@link #fit} will be called
   */
  static Dl4jNetwork untrained(Preset preset, int steps, long seed) {
    Dl4jGraph.Rates rates =
        new Dl4jGraph.Rates(
            preset.dropout(), preset.denseDropout(), LearningRates.of(preset, steps));
    return new Dl4jNetwork(preset.architecture(), rates, seed);
  }

  /** A network with a bundle's weights, without its wide part. */
  static Dl4jNetwork of(Architecture architecture, Weights weights) {
    Dl4jNetwork network = new Dl4jNetwork(architecture, SERVING, 1);
    network.load(weights);
    return network;
  }

  /**
   * Overwrites rows of the embedding.
   *
   * @param vectors id to row [embedding]
   */
  void embed(Map<Integer, float[]> vectors) {
    INDArray embedding = network.getParam(EMBEDDING);
    vectors.forEach((id, vector) -> embedding.putRow(id, Nd4j.createFromArray(vector)));
  }

  /**
   * One step of Adam.
   *
   * @param rows ids [reviews][any length from kernel and pool on]
   * @param targets wanted scores [reviews]
   * @param offsets log odds that are added to the network's before they are compared [reviews]
   * @return the batch's mean loss
   */
  double fit(List<int[]> rows, float[] targets, float[] offsets) {
    BaseOutputLayer dense = (BaseOutputLayer) network.getLayer("dense").conf().getLayer();
    ((OffsetLoss) dense.getLossFn()).offsets(offsets);
    try (INDArray features = features(rows);
        INDArray labels = Nd4j.create(targets, new long[] {targets.length, 1}, 'c')) {
      network.fit(new INDArray[] {features}, new INDArray[] {labels});
      return network.score();
    }
  }

  /** What is dropped from now on depends on this alone. */
  void reseed(long seed) {
    Nd4j.getRandom().setSeed(seed);
  }

  /** A copy of where it stands. */
  State state() {
    return new State(
        floats(network.params()),
        floats(network.getUpdater().getUpdaterStateViewArray()),
        network.getConfiguration().getIterationCount());
  }

  /** Goes on from there. */
  void restore(State state) {
    network.setParams(Nd4j.createFromArray(state.parameters()));
    network
        .getUpdater()
        .getUpdaterStateViewArray()
        .assign(Nd4j.createFromArray(state.moments()).reshape(1, state.moments().length));
    network.getConfiguration().setIterationCount(state.steps());
  }

  /**
   * The probability of positive for each row.
   *
   * @param rows ids [reviews][sequenceLength]
   */
  float[] score(List<int[]> rows) {
    return score(rows, SCORING_BATCH);
  }

  /**
   * The log odds of positive for each row: what the dense unit's sigmoid is given.
   *
   * @param rows ids [reviews][sequenceLength]
   */
  double[] logOdds(List<int[]> rows) {
    // A probability near 1 has lost them, so they are taken before the sigmoid.
    BaseLayer dense = (BaseLayer) network.getLayer("dense").conf().getLayer();
    IActivation sigmoid = dense.getActivationFn();
    dense.setActivationFn(new ActivationIdentity());
    try {
      float[] scores = score(rows);
      return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
    } finally {
      dense.setActivationFn(sigmoid);
    }
  }

  /** The same, so many rows at a time. */
  float[] score(List<int[]> rows, int batch) {
    float[] scores = new float[rows.size()];
    for (int from = 0; from < scores.length; from += batch) {
      int to = Math.min(scores.length, from + batch);
      try (INDArray features = features(rows.subList(from, to));
          INDArray output = network.outputSingle(features)) {
        System.arraycopy(floats(output), 0, scores, from, to - from);
      }
    }
    return scores;
  }

  /** A copy of the weights as they are now, in the bundle's orders. */
  Weights weights() {
    int units = architecture.lstmUnits();
    return new Weights(
        parameter(EMBEDDING),
        // The shape says [out, in, k, 1], but the operation reads the same buffer as [k][in][out].
        parameter(CONVOLUTION),
        parameter(CONVOLUTION_BIAS),
        GateOrder.fromDl4j(parameter(INPUT), units),
        GateOrder.fromDl4j(parameter(RECURRENT), units),
        GateOrder.fromDl4j(parameter(LSTM_BIAS), units),
        parameter(DENSE),
        parameter(DENSE_BIAS));
  }

  private void load(Weights weights) {
    int units = architecture.lstmUnits();
    assign(EMBEDDING, weights.embedding());
    assign(CONVOLUTION, weights.convolution());
    assign(CONVOLUTION_BIAS, weights.convolutionBias());
    assign(INPUT, GateOrder.toDl4j(weights.inputWeights(), units));
    assign(RECURRENT, GateOrder.toDl4j(weights.recurrentWeights(), units));
    assign(LSTM_BIAS, GateOrder.toDl4j(weights.lstmBias(), units));
    assign(DENSE, weights.denseWeights());
    assign(DENSE_BIAS, weights.denseBias());
  }

  private float[] parameter(String name) {
    return floats(network.getParam(name));
  }

  private void assign(String name, float[] values) {
    INDArray parameter = network.getParam(name);
    parameter.assign(Nd4j.create(values, parameter.shape(), 'c'));
  }

  /** The values in row-major order, whatever the array's own order. */
  private static float[] floats(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  private static INDArray features(List<int[]> rows) {
    int length = rows.get(0).length;
    float[] ids = new float[rows.size() * length];
    for (int row = 0, at = 0; row < rows.size(); row++) {
      for (int id : rows.get(row)) {
        ids[at++] = id;
      }
    }
    return Nd4j.create(ids, new long[] {rows.size(), 1, length}, 'c');
  }

  @Override
  public void close() {
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
