package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Golden cases: texts with the scores that DL4J, the reference, gives them, with what the wide part
 * adds. For one thread.
 */
public final class Goldens {
  private Goldens() {}

  /** Those of a model that was trained here. */
  static List<GoldenCase> of(Manifest manifest, Weights weights, Vocabulary vocabulary) {
    List<String> texts = new ArrayList<>(GoldenTexts.fixed(manifest.tokenizer()));
    texts.addAll(covering(manifest, vocabulary));
    return scored(texts, manifest, weights, vocabulary);
  }

  private static List<String> covering(Manifest manifest, Vocabulary vocabulary) {
    Architecture architecture = manifest.architecture();
    List<String> words = vocabulary.words();
    List<String> texts = new ArrayList<>(GoldenTexts.covering(words, architecture));
    List<Integer> borders = new ArrayList<>();
    Wide wide = architecture.wide();
    if (wide != null) {
      borders.add(wide.tokens() + 1);
    }
    manifest.calibration().bands().forEach(band -> borders.add(band.fromTokens()));
    if (wide != null && wide.shortTokens() > 0) {
      borders.add(wide.shortTokens() + 1);
    }
    texts.addAll(GoldenTexts.bordering(words, borders));
    return texts;
  }

  /**
   * A bundle with the golden cases it has and those that reach over its whole vocabulary.
   *
   * @throws BundleException if it doesn't give its own golden scores
   * @throws IllegalStateException if the scorer and DL4J disagree about the new ones
   */
  public static ModelBundle renewed(ModelBundle bundle) throws BundleException {
    ScoringModel model = ScoringModel.of(bundle);
    model.checkGoldens(bundle.goldens());
    List<String> texts = covering(bundle.manifest(), bundle.vocabulary());
    texts.removeAll(bundle.goldens().stream().map(GoldenCase::text).collect(Collectors.toSet()));
    List<GoldenCase> goldens = new ArrayList<>(bundle.goldens());
    goldens.addAll(scored(texts, bundle.manifest(), bundle.weights(), bundle.vocabulary()));
    check(model, goldens);
    return new ModelBundle(bundle.manifest(), bundle.vocabulary(), bundle.weights(), goldens);
  }

  /**
   * @throws IllegalStateException if the scorer doesn't give these scores
   */
  static void check(ScoringModel model, List<GoldenCase> goldens) {
    try {
      model.checkGoldens(goldens);
    } catch (BundleException e) {
      throw new IllegalStateException("The scorer and DL4J disagree: " + e.reason(), e);
    }
  }

  /** Texts with the scores that the reference gives them. */
  static List<GoldenCase> scored(
      List<String> texts, Manifest manifest, Weights weights, Vocabulary vocabulary) {
    List<GoldenCase> goldens = new ArrayList<>();
    if (texts.isEmpty()) {
      return goldens;
    }
    try (ReferenceModel reference = new ReferenceModel(manifest, vocabulary, weights)) {
      float[] scores = reference.scores(texts);
      for (int i = 0; i < scores.length; i++) {
        goldens.add(new GoldenCase(texts.get(i), scores[i]));
      }
    }
    return goldens;
  }
}
