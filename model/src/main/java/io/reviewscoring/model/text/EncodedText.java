package io.reviewscoring.model.text;

import org.jspecify.annotations.Nullable;

/**
 * A text's tokens by all rule sets.
 *
 * @param reviewText those of {@link RuleSet#REVIEW_TEXT}; null if they are Keras'
 */
public record EncodedText(TokenFingerprints keras, @Nullable TokenFingerprints reviewText) {

  /** The tokens by one of them. */
  public TokenFingerprints by(RuleSet rules) {
    return rules == RuleSet.REVIEW_TEXT && reviewText != null ? reviewText : keras;
  }
}
