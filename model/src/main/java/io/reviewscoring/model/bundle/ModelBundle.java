package io.reviewscoring.model.bundle;

import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;

/**
 * A whole model, as one bundle file holds it.
 *
 * @param goldens at least one
 */
public record ModelBundle(
    Manifest manifest, Vocabulary vocabulary, Weights weights, List<GoldenCase> goldens) {
  public ModelBundle {
    goldens = List.copyOf(goldens);
    if (goldens.isEmpty()) {
      throw new IllegalArgumentException("a bundle needs at least one golden case");
    }
    if (vocabulary.limit() != manifest.architecture().vocabularySize()) {
      throw new IllegalArgumentException(
          "the vocabulary's limit is %s, the network's vocabularySize %s"
              .formatted(vocabulary.limit(), manifest.architecture().vocabularySize()));
    }
  }
}
