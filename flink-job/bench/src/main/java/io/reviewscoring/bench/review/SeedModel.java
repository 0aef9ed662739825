package io.reviewscoring.bench.review;

import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import io.reviewscoring.model.training.Preset;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Networks of the preset {@code seed} with random weights, large enough to move every gate: what a
 * review costs doesn't depend on what was learned.
 */
public final class SeedModel {
  private static final String PRESET = "seed";
  private static final String GOLDEN = "a film that is worth the time";

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
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            "seed-random-" + seed,
            architecture,
            RuleSet.KERAS,
            new Thresholds(0.4, 0.6, 1),
            List.of("en"),
            new Provenance(PRESET, "none", seed, Map.of(), Map.of(), Map.of()));
    Vocabulary vocabulary = new Vocabulary(wordsByRank, architecture.vocabularySize());
    Weights weights = weights(architecture, new Random(seed));
    ModelBundle unproven =
        new ModelBundle(manifest, vocabulary, weights, List.of(new GoldenCase(GOLDEN, 0)));
    TokenFingerprints golden =
        new Tokenizer(RuleSet.KERAS).fingerprints(GOLDEN, architecture.sequenceLength());
    float score = ScoringModel.of(unproven).newScorer().score(golden.values(), golden.tokens());
    return new ModelBundle(manifest, vocabulary, weights, List.of(new GoldenCase(GOLDEN, score)));
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

  private static float[] gaussian(Random random, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
