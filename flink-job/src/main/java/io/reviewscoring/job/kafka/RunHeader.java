package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which backfill a record is of, in its headers, so that its value stays what a live run writes.
 */
public final class RunHeader {

  /** The header's key. */
  public static final String NAME = "run-id";

  private RunHeader() {}

  /** The header's value. */
  public static byte[] value(String runId) {
    return runId.getBytes(UTF_8);
  }

  /** The run that a record is of; null for a live one's. */
  public static @Nullable String of(ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader(NAME);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** Whether a record is of a run. */
  public static boolean is(byte[] runId, ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader(NAME);
    return header != null && Arrays.equals(header.value(), runId);
  }
}
