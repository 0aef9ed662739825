package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;

/**
 * What a window takes of an event, and what is told of one that comes too late.
 *
 * @param timestamp event time, epoch milliseconds UTC
 * @param score probability of positive, 0 to 1
 * @param isCandidates whether the model scored it as the candidate
 */
public record Rating(
    String reviewId,
    String productId,
    long timestamp,
    float score,
    Label label,
    String modelVersion,
    boolean isCandidates,
    SourceCoordinates origin) {

  public static Rating of(SentimentEvent event) {
    return new Rating(
        event.reviewId(),
        event.productId(),
        event.timestamp(),
        event.score(),
        event.label(),
        event.modelVersion(),
        event.role() != null,
        event.origin());
  }
}
