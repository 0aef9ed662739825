package io.reviewscoring.bench.review;

import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bundles whose networks have learned nothing: what a review costs doesn't depend on it. */
final class RandomBundle {
  private static final String GOLDEN = "a film that is worth the time";

  private RandomBundle() {}

  /**
   * A whole bundle.
   *
   * @param version the model's, and what its provenance calls the preset
   * @param wordsByRank its words; as many of them as the network has ids for
   */
  static ModelBundle of(
      String version,
      Network network,
      NetworkWeights weights,
      List<String> wordsByRank,
      long seed) {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            version + "-random-" + seed,
            network,
            RuleSet.KERAS,
            new Thresholds(0.4, 0.6, 1),
            List.of("en"),
            new Provenance(version, "none", seed, Map.of(), Map.of(), Map.of()));
    Vocabulary vocabulary = new Vocabulary(wordsByRank, network.vocabularySize());
    ModelBundle unproven =
        new ModelBundle(manifest, vocabulary, weights, List.of(new GoldenCase(GOLDEN, 0)));
    TokenFingerprints golden = new Tokenizer(RuleSet.KERAS).fingerprints(GOLDEN, network.tokens());
    float score = ScoringModel.of(unproven).newScorer().score(golden.values(), golden.tokens());
    return new ModelBundle(manifest, vocabulary, weights, List.of(new GoldenCase(GOLDEN, score)));
  }

  static float[] gaussian(Random random, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
