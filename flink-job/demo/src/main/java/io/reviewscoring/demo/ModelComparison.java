package io.reviewscoring.demo;

import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.EncodedText;
import io.reviewscoring.model.text.TextEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The samples that two models score most differently. */
final class ModelComparison {
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
    TextEncoder encoder = new TextEncoder();
    Scorer firstScorer = ScoringModel.of(first.bundle()).newScorer();
    Scorer secondScorer = ScoringModel.of(second.bundle()).newScorer();
    int length = Math.max(tokens(first), tokens(second));
    List<Difference> differences = new ArrayList<>();
    for (Sample sample : samples) {
      String text = sample.text();
      String product = sample.productId();
      if (text == null || product == null) {
        continue;
      }
      EncodedText tokens = encoder.encode(text, length);
      float a = score(first, firstScorer, tokens);
      float b = score(second, secondScorer, tokens);
      boolean turns = side(first, a, tokens) * side(second, b, tokens) < 0;
      differences.add(new Difference(product, text, a, b, turns));
    }
    differences.sort(
        Comparator.comparing(Difference::turns).thenComparingDouble(Difference::size).reversed());
    return differences.subList(0, Math.min(count, differences.size()));
  }

  private static float score(Activation activation, Scorer scorer, EncodedText text) {
    TokenFingerprints tokens = text.by(activation.bundle().manifest().tokenizer());
    return scorer.score(tokens.values(), tokens.tokens());
  }

  private static int tokens(Activation activation) {
    return activation.bundle().manifest().network().tokens();
  }

  private static int side(Activation activation, float score, EncodedText text) {
    Manifest manifest = activation.bundle().manifest();
    return manifest.labelling().side(score, text.by(manifest.tokenizer()).tokens());
  }
}
