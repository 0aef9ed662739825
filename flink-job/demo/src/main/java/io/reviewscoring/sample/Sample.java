package io.reviewscoring.sample;

import org.jspecify.annotations.Nullable;

/**
 * One record of the sample stream, as a template: its instant is made when it is sent.
 *
 * @param reviewId null where broken
 * @param offsetSeconds added to the time of sending; negative
 * @param text null where broken or a repeat
 * @param raw the bytes of a broken record, with {@code ${now}} and {@code ${tomorrow}} still in it
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Sample(
    Kind kind,
    @Nullable String reviewId,
    @Nullable String productId,
    int offsetSeconds,
    @Nullable String text,
    byte @Nullable [] raw) {

  /** What the stream is to make of it. */
  public enum Kind {
    /** A review like most. */
    REVIEW,
    /** A review that comes minutes after its time. */
    LATE,
    /** The bytes of an earlier review once more. */
    REPEAT,
    /** An earlier review with another text and a later instant. */
    EDIT,
    /** No review at all. */
    BROKEN
  }
}
