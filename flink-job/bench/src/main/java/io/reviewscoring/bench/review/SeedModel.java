package io.reviewscoring.bench.review;

import static io.reviewscoring.bench.review.RandomBundle.gaussian;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.training.Preset;
import java.util.List;
import java.util.Random;

/** Networks of the preset {@code seed} with random weights, large enough to move every gate. */
public final class SeedModel {
  private static final String PRESET = "seed";

  private SeedModel() {}

  /**
   * A whole bundle.
   *
   * @param wordsByRank its words; as many of them as the network has ids for
   * @param seed another one gives other scores
   */
  public static ModelBundle of(List<String> wordsByRank, long seed) {
    Preset preset = Preset.shipped().get(PRESET);
    if (preset == null) {
      throw new IllegalStateException("there is no preset " + PRESET);
    }
    Architecture architecture = preset.architecture();
    return RandomBundle.of(
        PRESET, architecture, weights(architecture, new Random(seed)), wordsByRank, seed);
  }

  private static Weights weights(Architecture a, Random random) {
    int gates = 4 * a.lstmUnits();
    return new Weights(
        gaussian(random, a.vocabularySize() * a.embeddingSize(), 1),
        gaussian(
            random,
            a.kernelSize() * a.embeddingSize() * a.filters(),
            1 / Math.sqrt(a.kernelSize() * a.embeddingSize())),
        gaussian(random, a.filters(), 0.3),
        gaussian(random, a.filters() * gates, 1 / Math.sqrt(a.filters())),
        gaussian(random, a.lstmUnits() * gates, 1 / Math.sqrt(a.lstmUnits())),
        gaussian(random, gates, 0.3),
        gaussian(random, a.denseInputs(), 2 / Math.sqrt(a.lstmUnits())),
        gaussian(random, 1, 0.3));
  }
}
