package io.reviewscoring.job.message;

import io.reviewscoring.model.text.EncodedText;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TokenFingerprints;
import org.jspecify.annotations.Nullable;

/**
 * A review as the score operator gets it: fingerprints in place of the text.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param fingerprints of the last tokens by Keras' rules, in order; at most {@code
 *     encode.max-tokens}
 * @param tokens how many tokens the text has in all by these
 * @param text only where the output is to carry it
 * @param versionHash what must be equal for a second arrival to be a repeat: {@link VersionHash}
 * @param reviewText the tokens by the rule set review-text, at most as many; null where they are
 *     Keras'
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash alone
public record EncodedReview(
    String reviewId,
    String productId,
    long timestamp,
    @Nullable String language,
    long[] fingerprints,
    int tokens,
    @Nullable String text,
    SourceCoordinates origin,
    long versionHash,
    @Nullable TokenFingerprints reviewText) {

  /** With the hash of what is given. */
  public EncodedReview(
      String reviewId,
      String productId,
      long timestamp,
      @Nullable String language,
      EncodedText words,
      @Nullable String text,
      SourceCoordinates origin) {
    this(
        reviewId,
        productId,
        timestamp,
        language,
        words.keras().values(),
        words.keras().tokens(),
        text,
        origin,
        VersionHash.of(
            productId,
            timestamp,
            words.keras().tokens(),
            VersionHash.ofText(words.keras().values())),
        words.reviewText());
  }

  /** The same of a text that all rule sets read alike. */
  public EncodedReview(
      String reviewId,
      String productId,
      long timestamp,
      @Nullable String language,
      long[] fingerprints,
      int tokens,
      @Nullable String text,
      SourceCoordinates origin) {
    this(
        reviewId,
        productId,
        timestamp,
        language,
        new EncodedText(new TokenFingerprints(fingerprints, tokens), null),
        text,
        origin);
  }

  /** The tokens by a rule set. */
  public TokenFingerprints tokensBy(RuleSet rules) {
    return new EncodedText(new TokenFingerprints(fingerprints, tokens), reviewText).by(rules);
  }
}
