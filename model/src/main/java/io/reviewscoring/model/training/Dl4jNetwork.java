package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The network in DL4J: what is trained, and the reference that the scorer is held against. Not
 * thread-safe; {@link #close} gives the native memory back.
 */
final class Dl4jNetwork implements AutoCloseable {

  private static final int SCORING_BATCH = 128;
  private static final String EMBEDDING = "0_W";
  private static final String CONVOLUTION = "2_W";
  private static final String CONVOLUTION_BIAS = "2_b";
  private static final String INPUT = "4_W";
  private static final String RECURRENT = "4_RW";
  private static final String LSTM_BIAS = "4_b";
  private static final String DENSE = "5_W";
  private static final String DENSE_BIAS = "5_b";

  private final Architecture architecture;
  private final MultiLayerNetwork network;

  private Dl4jNetwork(Architecture architecture, double dropout, double learningRate, long seed) {
    this.architecture = architecture;
    Nd4j.getRandom().setSeed(seed);
    this.network = new MultiLayerNetwork(configuration(architecture, dropout, learningRate, seed));
    this.network.init();
  }

  /** A network with fresh random weights. */
  static Dl4jNetwork untrained(Preset preset, long seed) {
    return new Dl4jNetwork(preset.architecture(), preset.dropout(), preset.learningRate(), seed);
  }

  /** A network with a bundle's weights. */
  static Dl4jNetwork of(Architecture architecture, Weights weights) {
    Dl4jNetwork network = new Dl4jNetwork(architecture, 0, 1e-3, 1);
    network.load(weights);
    return network;
  }

  private static MultiLayerConfiguration configuration(
      Architecture a, double dropout, double learningRate, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(learningRate))
        .weightInit(WeightInit.XAVIER)
        .list()
        .layer(
            new EmbeddingSequenceLayer.Builder()
                .nIn(a.vocabularySize())
                .nOut(a.embeddingSize())
                .inputLength(a.sequenceLength())
                .hasBias(false)
                .weightInit(new UniformDistribution(-0.05, 0.05))
                .build())
        // DL4J asks for the share that is kept.
        .layer(new DropoutLayer.Builder(1 - dropout).build())
        .layer(
            new Convolution1DLayer.Builder()
                .kernelSize(a.kernelSize())
                .stride(1)
                .nOut(a.filters())
                .activation(Activation.RELU)
                .build())
        .layer(
            new Subsampling1DLayer.Builder(PoolingType.MAX)
                .kernelSize(a.poolSize())
                .stride(a.poolSize())
                .build())
        .layer(
            new LastTimeStep(
                new LSTM.Builder().nOut(a.lstmUnits()).activation(Activation.TANH).build()))
        .layer(
            new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build())
        // Without the vocabulary's size here, the embedding's nIn is overwritten by 1.
        .setInputType(InputType.recurrent(a.vocabularySize(), a.sequenceLength()))
        .build();
  }

  /**
   * One step of Adam.
   *
   * @param rows ids [batch][sequenceLength]
   * @param positive labels [batch]
   * @return the batch's mean loss
   */
  double fit(List<int[]> rows, List<Boolean> positive) {
    try (INDArray features = features(rows);
        INDArray labels = labels(positive)) {
      network.fit(features, labels);
      return network.score();
    }
  }

  /**
   * The probability of positive for each row.
   *
   * @param rows ids [reviews][sequenceLength]
   */
  float[] score(List<int[]> rows) {
    float[] scores = new float[rows.size()];
    for (int from = 0; from < scores.length; from += SCORING_BATCH) {
      int to = Math.min(scores.length, from + SCORING_BATCH);
      try (INDArray features = features(rows.subList(from, to));
          INDArray output = network.output(features)) {
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

  private static INDArray labels(List<Boolean> positive) {
    float[] labels = new float[positive.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = positive.get(i) ? 1 : 0;
    }
    return Nd4j.create(labels, new long[] {labels.length, 1}, 'c');
  }

  @Override
  public void close() {
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
