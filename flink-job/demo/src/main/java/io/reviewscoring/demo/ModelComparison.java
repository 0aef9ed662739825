package io.reviewscoring.demo;

import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The samples that two models score most differently. */
final class ModelComparison {
  private static final int MAX_TOKENS = 512;

  private ModelComparison() {}

  /** One text and the scores of both. */
  record Difference(String productId, String text, double first, double second, boolean turns) {
    double size() {
      return Math.abs(first - second);
    }
  }

  /**
   * The texts with the largest differences, those that change sides before the others.
   *
   * @param count at most so many
   */
  static List<Difference> largest(
      Activation first, Activation second, List<Sample> samples, int count) {
    Tokenizer tokenizer = new Tokenizer();
    Scorer firstScorer = ScoringModel.of(first.bundle()).newScorer();
    Scorer secondScorer = ScoringModel.of(second.bundle()).newScorer();
    List<Difference> differences = new ArrayList<>();
    for (Sample sample : samples) {
      String text = sample.text();
      String product = sample.productId();
      if (text == null || product == null) {
        continue;
      }
      TokenFingerprints tokens = tokenizer.fingerprints(text, MAX_TOKENS);
      float a = firstScorer.score(tokens.values(), tokens.tokens());
      float b = secondScorer.score(tokens.values(), tokens.tokens());
      boolean turns = side(first, a) * side(second, b) < 0;
      differences.add(new Difference(product, text, a, b, turns));
    }
    differences.sort(
        Comparator.comparing(Difference::turns).thenComparingDouble(Difference::size).reversed());
    return differences.subList(0, Math.min(count, differences.size()));
  }

  private static int side(Activation activation, float score) {
    return activation.bundle().manifest().thresholds().side(score);
  }
}
