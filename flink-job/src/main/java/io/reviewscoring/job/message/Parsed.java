package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/** What became of one source record: a review, a dead letter, or (both null) a tombstone. */
public record Parsed(@Nullable Review review, @Nullable DeadLetter deadLetter) {

  /** A record with a null value. */
  public static final Parsed TOMBSTONE = new Parsed(null, null);
}
