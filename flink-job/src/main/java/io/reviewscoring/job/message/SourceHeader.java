package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/** A header of a record of the reviews topic. */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes the bytes; nobody compares headers
public record SourceHeader(String name, byte @Nullable [] value) {}
