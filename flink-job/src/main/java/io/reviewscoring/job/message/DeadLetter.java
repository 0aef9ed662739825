package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not go on, with what is needed to look at it or send it again.
 *
 * @param key the source record's key
 * @param stage the operator that gave it up: {@code parse} or {@code window}
 * @param reason a short code, such as {@code not-json} or {@code late}
 * @param error one line for people
 * @param payload the first {@value #PAYLOAD_LIMIT} bytes of the original value; null when the text
 *     was no longer at hand
 * @param payloadBytes the original value's size in bytes
 * @param payloadSha256 of the whole original value, lower-case hexadecimal
 * @param timestamp the Kafka record's own timestamp, epoch milliseconds
 * @param reviewId of a review that was read
 * @param eventTimestamp of a review that was read: event time, epoch milliseconds UTC
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Flink serializes the bytes; nobody compares dead letters
public record DeadLetter(
    byte @Nullable [] key,
    String topic,
    int partition,
    long offset,
    String stage,
    String reason,
    String error,
    byte @Nullable [] payload,
    long payloadBytes,
    @Nullable String payloadSha256,
    long timestamp,
    @Nullable String reviewId,
    @Nullable Long eventTimestamp) {

  /** How much of the original value travels along. */
  public static final int PAYLOAD_LIMIT = 256 * 1024;
}
