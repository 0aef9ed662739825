package io.reviewscoring.model.importing;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkLayer;
import io.reviewscoring.model.network.NetworkLayer.Convolution;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.NetworkLayer.MaxPooling;
import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.RowLayout;
import java.util.List;

/** A network as it goes into a bundle: one that has kernels of its own as what these run. */
record ShippedForm(Network network, NetworkWeights weights) {

  static ShippedForm of(LayeredNetwork network, LayerWeights weights) {
    List<NetworkLayer> stack = network.stack();
    boolean known =
        stack.size() == 4
            && stack.get(0) instanceof Convolution c
            && c.ends() == Convolution.Ends.VALID
            && c.activation() == Function.RELU
            && stack.get(1) instanceof MaxPooling
            && stack.get(2) instanceof Recurrent lstm
            && lstm.cell() == Recurrent.Cell.LSTM
            && lstm.ways() == Recurrent.Ways.FORWARD
            && !lstm.sequences()
            && stack.get(3) instanceof Dense
            && !network.mask()
            && network.layout().equals(RowLayout.of(network.sequenceLength()));
    if (!known) {
      return new ShippedForm(network, weights);
    }
    try {
      return new ShippedForm(architecture(network), renamed(stack, weights));
    } catch (IllegalArgumentException e) {
      // Too large for the kernels of its own.
      return new ShippedForm(network, weights);
    }
  }

  private static Architecture architecture(LayeredNetwork network) {
    Convolution convolution = (Convolution) network.stack().get(0);
    return new Architecture(
        Architecture.EMBEDDING_CONV_LSTM,
        network.vocabularySize(),
        network.sequenceLength(),
        network.embeddingSize(),
        convolution.filters(),
        convolution.kernelSize(),
        ((MaxPooling) network.stack().get(1)).poolSize(),
        ((Recurrent) network.stack().get(2)).units());
  }

  private static Weights renamed(List<NetworkLayer> stack, LayerWeights weights) {
    String convolution = stack.get(0).name();
    String lstm = stack.get(2).name();
    String dense = stack.get(3).name();
    return new Weights(
        weights.of(LayeredNetwork.EMBEDDING),
        weights.of(convolution + ".kernel"),
        weights.of(convolution + ".bias"),
        weights.of(lstm + ".kernel"),
        weights.of(lstm + ".recurrent"),
        weights.of(lstm + ".bias"),
        weights.of(dense + ".kernel"),
        weights.of(dense + ".bias"));
  }
}
