package io.reviewscoring.job.message;

import io.reviewscoring.model.explanation.WordEffect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scored review.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param score probability of positive, 0 to 1
 * @param labelReason why a label is uncertain although the score is not
 * @param tokens how many tokens the text has
 * @param knownTokens of the tokens that the model read, those in its vocabulary
 * @param truncated whether the text has more tokens than the model reads
 * @param role of the model in an experiment, such as candidate; null for the model in force
 * @param previousScore of the review's version before this one; depends on arrival
 * @param previousModel the version of the model that gave it; null if it is not known any more
 * @param evidence the words that moved the score most, the strongest first; null where the label is
 *     none of those that it is asked for
 * @param origin where the review stood; not part of the output
 */
public record SentimentEvent(
    String reviewId,
    String productId,
    long timestamp,
    float score,
    Label label,
    @Nullable String labelReason,
    int tokens,
    int knownTokens,
    boolean truncated,
    String modelVersion,
    String modelSha256,
    @Nullable String role,
    @Nullable Float previousScore,
    @Nullable String previousModel,
    @Nullable List<WordEffect> evidence,
    @Nullable String text,
    SourceCoordinates origin) {

  /** One of a model in force; whose the previous score was is not known. */
  public SentimentEvent(
      String reviewId,
      String productId,
      long timestamp,
      float score,
      Label label,
      @Nullable String labelReason,
      int tokens,
      int knownTokens,
      boolean truncated,
      String modelVersion,
      String modelSha256,
      @Nullable Float previousScore,
      @Nullable List<WordEffect> evidence,
      @Nullable String text,
      SourceCoordinates origin) {
    this(
        reviewId,
        productId,
        timestamp,
        score,
        label,
        labelReason,
        tokens,
        knownTokens,
        truncated,
        modelVersion,
        modelSha256,
        null,
        previousScore,
        null,
        evidence,
        text,
        origin);
  }

  /** The same with another text. */
  public SentimentEvent withText(String other) {
    return new SentimentEvent(
        reviewId,
        productId,
        timestamp,
        score,
        label,
        labelReason,
        tokens,
        knownTokens,
        truncated,
        modelVersion,
        modelSha256,
        role,
        previousScore,
        previousModel,
        evidence,
        other,
        origin);
  }
}
