package io.reviewscoring.model.training;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Weights;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Golden cases: texts with the scores that DL4J, the reference, gives them. For one thread. */
public final class Goldens {
  private Goldens() {}

  /** Those of a model that was trained here. */
  static List<GoldenCase> of(
      Architecture architecture, RuleSet rules, Weights weights, Vocabulary vocabulary) {
    List<String> texts = new ArrayList<>(GoldenTexts.fixed(rules));
    texts.addAll(GoldenTexts.covering(vocabulary.words(), architecture));
    return scored(texts, architecture, rules, weights, vocabulary);
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
    Architecture architecture = bundle.manifest().architecture();
    List<String> texts =
        new ArrayList<>(GoldenTexts.covering(bundle.vocabulary().words(), architecture));
    texts.removeAll(bundle.goldens().stream().map(GoldenCase::text).collect(Collectors.toSet()));
    List<GoldenCase> goldens = new ArrayList<>(bundle.goldens());
    goldens.addAll(
        scored(
            texts,
            architecture,
            bundle.manifest().tokenizer(),
            bundle.weights(),
            bundle.vocabulary()));
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

  private static List<GoldenCase> scored(
      List<String> texts,
      Architecture architecture,
      RuleSet rules,
      Weights weights,
      Vocabulary vocabulary) {
    List<GoldenCase> goldens = new ArrayList<>();
    if (texts.isEmpty()) {
      return goldens;
    }
    TextRows encoded = new TextRows(rules, vocabulary, architecture.sequenceLength());
    List<int[]> rows = texts.stream().map(encoded::row).toList();
    try (Dl4jNetwork network = Dl4jNetwork.of(architecture, weights)) {
      float[] scores = network.score(rows);
      for (int i = 0; i < scores.length; i++) {
        goldens.add(new GoldenCase(texts.get(i), scores[i]));
      }
    }
    return goldens;
  }
}
