package io.reviewscoring.sample;

import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param key null for none
 * @param timestamp epoch milliseconds; null for that of the sending
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record SampleRecord(byte @Nullable [] key, byte[] value, @Nullable Long timestamp) {}
