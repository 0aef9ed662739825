package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/** A record of the reviews topic as it came. Lives only until it is parsed. */
@SuppressWarnings("ArrayRecordComponent") // a view of the consumer's arrays
public record SourceRecord(
    byte @Nullable [] key, byte @Nullable [] value, SourceCoordinates coordinates) {}
