package io.reviewscoring.model.scoring;

import io.reviewscoring.model.bundle.Labelling;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;

/** Scores texts as they are, one at a time, for one thread: the bits are a {@link Scorer}'s. */
public final class TextScorer {
  private final Tokenizer tokenizer;
  private final Scorer scorer;
  private final Labelling labelling;
  private final int maxTokens;

  TextScorer(Manifest manifest, Tokenizer tokenizer, Scorer scorer) {
    this.tokenizer = tokenizer;
    this.scorer = scorer;
    this.labelling = manifest.labelling();
    this.maxTokens = manifest.network().tokens();
  }

  /** Scores a text of any length, an empty one too. */
  public TextScore score(String text) {
    TokenFingerprints read = tokenizer.fingerprints(text, maxTokens);
    float score = scorer.score(read.values(), read.tokens());
    int known = scorer.knownTokens();
    return new TextScore(
        score,
        labelling.label(score, read.tokens(), known),
        read.tokens(),
        known,
        scorer.truncated());
  }
}
