package io.reviewscoring.model.bundle;

import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;

/**
 * A whole model, as one bundle file holds it.
 *
 * @param learned the network's weights
 * @param goldens at least one
 */
public record ModelBundle(
    Manifest manifest, Vocabulary vocabulary, NetworkWeights learned, List<GoldenCase> goldens) {
  public ModelBundle {
    goldens = List.copyOf(goldens);
    if (goldens.isEmpty()) {
      throw new IllegalArgumentException("a bundle needs at least one golden case");
    }
    if (vocabulary.limit() != manifest.network().vocabularySize()) {
      throw new IllegalArgumentException(
          "the vocabulary's limit is %s, the network's vocabularySize %s"
              .formatted(vocabulary.limit(), manifest.network().vocabularySize()));
    }
  }

  /**
   * What a network of those that are trained here has learned.
   *
   * @throws IllegalStateException if it is another one
   */
  public Weights weights() {
    if (learned instanceof Weights weights) {
      return weights;
    }
    throw new IllegalStateException(
        manifest.modelVersion() + " is none of the networks that are trained here");
  }
}
