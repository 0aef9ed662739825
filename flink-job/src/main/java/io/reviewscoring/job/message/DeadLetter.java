package io.reviewscoring.job.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not go on, as it came, and why.
 *
 * @param key the source record's key, all of it
 * @param value the source record's value, all of it; null of a late review, whose text was no
 *     longer at hand
 * @param headers the source record's
 * @param stage the operator that gave it up: {@code parse} or {@code window}
 * @param reason a short code, such as {@code not-json} or {@code late}
 * @param error one line for people
 * @param timestamp the Kafka record's own timestamp, epoch milliseconds; below 0 for none
 * @param reviewId of a review that was read
 * @param eventTimestamp of a review that was read: event time, epoch milliseconds UTC
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Flink serializes the bytes; nobody compares dead letters
public record DeadLetter(
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<SourceHeader> headers,
    String topic,
    int partition,
    long offset,
    String stage,
    String reason,
    String error,
    long timestamp,
    @Nullable String reviewId,
    @Nullable Long eventTimestamp) {

  /** The same with the source record's headers. */
  public DeadLetter withHeaders(List<SourceHeader> sources) {
    return new DeadLetter(
        key,
        value,
        sources,
        topic,
        partition,
        offset,
        stage,
        reason,
        error,
        timestamp,
        reviewId,
        eventTimestamp);
  }
}
