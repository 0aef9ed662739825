package io.reviewscoring.job.encode;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.Unicode;
import io.reviewscoring.model.text.TextEncoder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Text to fingerprints, by all rule sets. Not to ids: these belong to one model's vocabulary, and
 * which model will score the review is not known here.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class EncodeFunction extends RichMapFunction<Review, EncodedReview> {
  private static final long serialVersionUID = 1;

  private final int maxTokens;
  private final boolean includeText;
  private transient TextEncoder encoder;

  /**
   * @param maxTokens how many of the last tokens are kept, by each rule set
   * @param includeText whether the text goes on to the output
   */
  public EncodeFunction(int maxTokens, boolean includeText) {
    this.maxTokens = maxTokens;
    this.includeText = includeText;
  }

  @Override
  public void open(OpenContext context) {
    encoder = new TextEncoder();
  }

  @Override
  public EncodedReview map(Review review) {
    return new EncodedReview(
        review.reviewId(),
        review.productId(),
        review.timestamp(),
        review.language(),
        encoder.encode(review.text(), maxTokens),
        includeText ? Unicode.wellFormed(review.text()) : null,
        review.origin());
  }
}
