package io.reviewscoring.job.message;

import org.jspecify.annotations.Nullable;

/** A record of the control topic as it came; the gate reads it, so that nonsense gets an answer. */
@SuppressWarnings("ArrayRecordComponent") // Flink serializes the bytes; nobody compares them
public record ControlRecord(byte @Nullable [] value, long offset) {}
