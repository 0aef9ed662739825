package io.reviewscoring.model.scoring;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.text.SequenceEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import io.reviewscoring.model.text.Vocabulary;
import java.util.List;

/** A model made ready for scoring. Immutable and safe for use by many threads. */
public final class ScoringModel {

  /** How far a golden score may be off: what the scorer owes the network that it was trained in. */
  public static final double GOLDEN_TOLERANCE = 1e-5;

  private final Manifest manifest;
  private final Vocabulary vocabulary;
  private final FoldedNetwork network;

  private ScoringModel(Manifest manifest, Vocabulary vocabulary, FoldedNetwork network) {
    this.manifest = manifest;
    this.vocabulary = vocabulary;
    this.network = network;
  }

  /** Folds a bundle's weights; takes some tenths of a second for a large one. */
  public static ScoringModel of(ModelBundle bundle) {
    return new ScoringModel(
        bundle.manifest(),
        bundle.vocabulary(),
        new FoldedNetwork(bundle.manifest().architecture(), bundle.weights()));
  }

  public Manifest manifest() {
    return manifest;
  }

  /** A scorer for one thread. */
  public Scorer newScorer() {
    return new Scorer(
        network, new SequenceEncoder(vocabulary, manifest.architecture().sequenceLength()));
  }

  /**
   * Scores the golden cases.
   *
   * @throws BundleException if one differs by more than {@value #GOLDEN_TOLERANCE}
   */
  public void checkGoldens(List<GoldenCase> goldens) throws BundleException {
    Tokenizer tokenizer = new Tokenizer();
    Scorer scorer = newScorer();
    for (int i = 0; i < goldens.size(); i++) {
      GoldenCase golden = goldens.get(i);
      TokenFingerprints tokens =
          tokenizer.fingerprints(golden.text(), manifest.architecture().sequenceLength());
      float score = scorer.score(tokens.values(), tokens.tokens());
      if (!(Math.abs(score - golden.score()) <= GOLDEN_TOLERANCE)) {
        throw new BundleException(
            BundleException.Problem.GOLDEN_MISMATCH,
            "golden case %d scores %s, not %s".formatted(i + 1, score, golden.score()));
      }
    }
  }
}
