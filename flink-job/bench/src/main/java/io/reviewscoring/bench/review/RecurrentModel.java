package io.reviewscoring.bench.review;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Function;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.NetworkLayer.Dense;
import io.reviewscoring.model.network.Recurrent;
import io.reviewscoring.model.network.Recurrent.Cell;
import io.reviewscoring.model.network.Recurrent.Ways;
import io.reviewscoring.model.network.TensorShape;
import io.reviewscoring.model.text.RowLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The networks that people import most: an embedding of 10,000 words by 128, a recurrent layer of
 * 64 units and a dense unit, on rows of 100 words. Weights are random.
 */
public enum RecurrentModel {
  BIDIRECTIONAL("bidirectional-lstm-64", Cell.LSTM, Ways.BOTH),
  GATED("gru-64", Cell.GRU_RESET_AFTER, Ways.FORWARD);

  /** Words that a row has room for. */
  public static final int WORDS = 100;

  private static final int VOCABULARY = 10_000;
  private static final int EMBEDDING = 128;
  private static final int UNITS = 64;

  /** What it is, in a version's letters. */
  private final String label;

  private final Cell cell;
  private final Ways ways;

  RecurrentModel(String label, Cell cell, Ways ways) {
    this.label = label;
    this.cell = cell;
    this.ways = ways;
  }

  /**
   * A whole bundle.
   *
   * @param wordsByRank its words; as many of them as the network has ids for
   * @param seed another one gives other scores
   */
  public ModelBundle bundle(List<String> wordsByRank, long seed) {
    LayeredNetwork network =
        new LayeredNetwork(
            RowLayout.of(WORDS),
            WORDS,
            VOCABULARY,
            EMBEDDING,
            false,
            List.of(
                new Recurrent("recurrent", cell, UNITS, ways, false),
                new Dense("dense", 1, Function.LINEAR)));
    Random random = new Random(seed);
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorShape tensor : network.tensors()) {
      // As much as moves the gates, and no bias as large as what it is added to.
      double deviation =
          tensor.name().equals(LayeredNetwork.EMBEDDING)
              ? 1
              : tensor.name().endsWith("bias") ? 0.3 : 1 / Math.sqrt(tensor.shape().get(0));
      tensors.put(
          tensor.name(), RandomBundle.gaussian(random, Math.toIntExact(tensor.size()), deviation));
    }
    return RandomBundle.of(label, network, new LayerWeights(tensors), wordsByRank, seed);
  }
}
