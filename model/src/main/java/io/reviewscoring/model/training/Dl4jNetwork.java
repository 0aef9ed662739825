package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

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

  private static final Rates SERVING =
      new Rates(0, 0, new FixedSchedule(Adam.DEFAULT_ADAM_LEARNING_RATE));

  private final Architecture architecture;
  private final ComputationGraph network;

  /**
   * What training needs beside the sizes.
   *
   * @param dropout share of the embedding's outputs that is dropped
   * @param denseDropout share of the dense unit's inputs that is dropped
   */
  private record Rates(double dropout, double denseDropout, ISchedule learning) {}

  private Dl4jNetwork(Architecture architecture, Rates rates, long seed) {
    this.architecture = architecture;
    Nd4j.getRandom().setSeed(seed);
    this.network = new ComputationGraph(configuration(architecture, rates, seed));
    this.network.init();
  }

  /**
   * A network with fresh random weights.
   *
   * @param steps how often {@link #fit} will be called
   */
  static Dl4jNetwork untrained(Preset preset, int steps, long seed) {
    Rates rates =
        new Rates(preset.dropout(), preset.denseDropout(), LearningRates.of(preset, steps));
    return new Dl4jNetwork(preset.architecture(), rates, seed);
  }

  /** A network with a bundle's weights. */
  static Dl4jNetwork of(Architecture architecture, Weights weights) {
    Dl4jNetwork network = new Dl4jNetwork(architecture, SERVING, 1);
    network.load(weights);
    return network;
  }

  private static ComputationGraphConfiguration configuration(
      Architecture a, Rates rates, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(rates.learning()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs("ids")
            // Without the vocabulary's size here, the embedding's nIn is overwritten by 1.
            .setInputTypes(InputType.recurrent(a.vocabularySize(), a.sequenceLength()))
            .addLayer(
                "embedding",
                new EmbeddingSequenceLayer.Builder()
                    .nIn(a.vocabularySize())
                    .nOut(a.embeddingSize())
                    .inputLength(a.sequenceLength())
                    .hasBias(false)
                    .weightInit(new UniformDistribution(-0.05, 0.05))
                    .build(),
                "ids")
            // DL4J asks for the share that is kept.
            .addLayer("dropout", new DropoutLayer.Builder(1 - rates.dropout()).build(), "embedding")
            .addLayer(
                "convolution",
                new Convolution1DLayer.Builder()
                    .kernelSize(a.kernelSize())
                    .stride(1)
                    .nOut(a.filters())
                    .activation(Activation.RELU)
                    .build(),
                "dropout")
            .addLayer(
                "pooling",
                new Subsampling1DLayer.Builder(PoolingType.MAX)
                    .kernelSize(a.poolSize())
                    .stride(a.poolSize())
                    .build(),
                "convolution")
            .addLayer(
                "lstm",
                new LSTM.Builder().nOut(a.lstmUnits()).activation(Activation.TANH).build(),
                "pooling")
            .addVertex("last", new LastTimeStepVertex("ids"), "lstm");
    if (a.readsMaximum()) {
      graph.addLayer("maximum", new GlobalPoolingLayer(PoolingType.MAX), "lstm");
    }
    String[] read = a.readsMaximum() ? new String[] {"last", "maximum"} : new String[] {"last"};
    return graph
        .addLayer(
            "dense",
            new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .dropOut(1 - rates.denseDropout())
                .build(),
            read)
        .setOutputs("dense")
        .build();
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
   * @return the batch's mean loss
   */
  double fit(TrainingExamples batch) {
    try (INDArray features = features(batch.rows());
        INDArray labels =
            Nd4j.create(batch.targets(), new long[] {batch.targets().length, 1}, 'c')) {
      network.fit(new INDArray[] {features}, new INDArray[] {labels});
      return network.score();
    }
  }

  /**
   * The probability of positive for each row.
   *
   * @param rows ids [reviews][sequenceLength]
   */
  float[] score(List<int[]> rows) {
    return score(rows, SCORING_BATCH);
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
