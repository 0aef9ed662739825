package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * The headers that tell why a record is a dead letter: Kafka Connect's names where it has one, and
 * ours. They stand behind the record's own, {@link #REASON} first; of one name the last counts. All
 * values are texts in UTF-8.
 */
public final class DeadLetterHeaders {
  /** A short code, such as {@code not-json}. */
  static final String REASON = "review-scoring.reason";

  /** How often the record was given up. A record that is sent again carries it, too. */
  static final String ATTEMPTS = "review-scoring.attempts";

  /** The record's own timestamp, epoch milliseconds. */
  static final String TIMESTAMP = "review-scoring.timestamp";

  /** What was cut for want of room: {@code value}, {@code value,headers} and so on. */
  static final String TRUNCATED = "review-scoring.truncated";

  /** Size of the whole value in bytes, where it was cut. */
  static final String VALUE_BYTES = "review-scoring.value.bytes";

  /** SHA-256 of the whole value, lower-case hexadecimal, where it was cut. */
  static final String VALUE_SHA256 = "review-scoring.value.sha256";

  /** Of a record that is no letter: which letters of its partition were sent again, by offset. */
  private static final String REDRIVEN = "review-scoring.redriven";

  static final String TOPIC = "__connect.errors.topic";
  static final String PARTITION = "__connect.errors.partition";
  static final String OFFSET = "__connect.errors.offset";
  static final String JOB = "__connect.errors.connector.name";
  static final String STAGE = "__connect.errors.stage";
  static final String MESSAGE = "__connect.errors.exception.message";

  /** The reason of reviews that were scored, and came too late for their windows. */
  public static final String LATE = "late";

  private DeadLetterHeaders() {}

  /**
   * The header of a record that tells which letters of its partition were sent again.
   *
   * @param offsets of the letters, as a text
   */
  public static Header redriven(String offsets) {
    return header(REDRIVEN, offsets);
  }

  /** What such a record tells; null of any other. */
  public static @Nullable String redriven(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? text(record.headers(), REDRIVEN) : null;
  }

  static Header header(String name, Object value) {
    return new RecordHeader(name, value.toString().getBytes(UTF_8));
  }

  /** The last header of that name as a text; null where there is none. */
  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** How often a record with these headers was given up before. */
  static int attempts(Headers headers) {
    String text = text(headers, ATTEMPTS);
    return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }
}
