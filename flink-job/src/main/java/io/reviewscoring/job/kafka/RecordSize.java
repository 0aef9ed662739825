package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How many bytes a record takes at most, alone in a batch and not compressed. */
public final class RecordSize {
  /** A batch without records, and a record without key, value and headers. */
  private static final int FIXED = 61 + 21;

  /** The longest form of a length. */
  private static final int LENGTH = 5;

  private RecordSize() {}

  /** Of a record that is to be sent. */
  public static long of(ProducerRecord<byte[], byte[]> record) {
    return of(record.key(), record.value(), record.headers());
  }

  static long of(
      byte @Nullable [] key, byte @Nullable [] value, Iterable<? extends Header> headers) {
    return FIXED + LENGTH + part(key) + part(value) + of(headers);
  }

  /** What headers add to a record. */
  static long of(Iterable<? extends Header> headers) {
    long size = 0;
    for (Header header : headers) {
      size += part(header.key().getBytes(UTF_8)) + part(header.value());
    }
    return size;
  }

  private static long part(byte @Nullable [] bytes) {
    return LENGTH + (bytes == null ? 0L : bytes.length);
  }
}
