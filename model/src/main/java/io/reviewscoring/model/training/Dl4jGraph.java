package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
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
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** The network as DL4J's graph of layers. */
final class Dl4jGraph {
  private Dl4jGraph() {}

  /**
   * What training needs beside the sizes.
   *
   * @param dropout share of the embedding's outputs that is dropped
   * @param denseDropout share of the dense unit's inputs that is dropped
   */
  record Rates(double dropout, double denseDropout, ISchedule learning) {}

  /** The graph; its parameters begin with random numbers of the seed. */
  static ComputationGraphConfiguration of(Architecture a, Rates rates, long seed) {
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
                    .inferInputLength(true)
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
            new OutputLayer.Builder(new OffsetLoss())
                .nOut(1)
                .activation(Activation.SIGMOID)
                .dropOut(1 - rates.denseDropout())
                .build(),
            read)
        .setOutputs("dense")
        .build();
  }
}
