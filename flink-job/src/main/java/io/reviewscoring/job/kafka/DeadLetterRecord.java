package io.reviewscoring.job.kafka;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it stands in its topic: in this release's form, or in that of 0.1.0, which was
 * JSON with the first 256 KiB of the value and the first 4 KiB of the key.
 *
 * @param topic that the record came from, with its partition and offset there
 * @param attempts how often the record was given up
 * @param timestamp the record's own, epoch milliseconds; null for none
 * @param key the record's; null of a late review as well
 * @param value the record's; null of a late review, which has none any more
 * @param valueBytes size of the record's whole value
 * @param headers the record's; none in the form of 0.1.0
 * @param isWhole whether key, value and headers are all that the record had
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the consumer's arrays
public record DeadLetterRecord(
    String topic,
    int partition,
    long offset,
    String stage,
    String reason,
    String error,
    int attempts,
    @Nullable Long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    long valueBytes,
    List<Header> headers,
    boolean isWhole) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A key of this length in the form of 0.1.0 may have been cut. */
  private static final int FIRST_KEY_LIMIT = 4 * 1024;

  /**
   * Reads one.
   *
   * @return nothing for a record that only says what was sent again
   * @throws MalformedMessageException if it is none of the job's
   */
  public static Optional<DeadLetterRecord> of(ConsumerRecord<byte[], byte[]> record)
      throws MalformedMessageException {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(isJson(record) ? ofJson(record, value) : original(record, value));
  }

  /**
   * Whether a record's value is JSON about a record that was given up, and not the value that it
   * had.
   */
  public static boolean isJson(ConsumerRecord<byte[], byte[]> record) {
    String reason = DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.REASON);
    return reason == null || reason.equals(DeadLetterHeaders.LATE);
  }

  /** Whether the review was scored, and came too late for its window. */
  public boolean isLate() {
    return reason.equals(DeadLetterHeaders.LATE);
  }

  /**
   * The record as it was, with a header that says how often it was given up.
   *
   * @param into the partition; null to let the producer choose
   */
  public ProducerRecord<byte[], byte[]> again(@Nullable Integer into) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, into, timestamp, key, value, headers);
    record.headers().remove(DeadLetterHeaders.ATTEMPTS);
    record.headers().add(DeadLetterHeaders.header(DeadLetterHeaders.ATTEMPTS, attempts));
    return record;
  }

  private static DeadLetterRecord original(ConsumerRecord<byte[], byte[]> record, byte[] value)
      throws MalformedMessageException {
    List<Header> all = List.of(record.headers().toArray());
    int sources = all.lastIndexOf(record.headers().lastHeader(DeadLetterHeaders.REASON));
    // A record may have come with headers of these names.
    Headers headers = new RecordHeaders(all.subList(sources, all.size()));
    boolean isCut = headers.lastHeader(DeadLetterHeaders.TRUNCATED) != null;
    return new DeadLetterRecord(
        text(headers, DeadLetterHeaders.TOPIC),
        (int) number(headers, DeadLetterHeaders.PARTITION),
        number(headers, DeadLetterHeaders.OFFSET),
        text(headers, DeadLetterHeaders.STAGE),
        text(headers, DeadLetterHeaders.REASON),
        text(headers, DeadLetterHeaders.MESSAGE),
        DeadLetterHeaders.attempts(headers),
        headers.lastHeader(DeadLetterHeaders.TIMESTAMP) == null
            ? null
            : Long.valueOf(number(headers, DeadLetterHeaders.TIMESTAMP)),
        record.key(),
        value,
        isCut ? number(headers, DeadLetterHeaders.VALUE_BYTES) : value.length,
        all.subList(0, sources),
        !isCut);
  }

  private static String text(Headers headers, String name) throws MalformedMessageException {
    String text = DeadLetterHeaders.text(headers, name);
    if (text == null) {
      throw new MalformedMessageException("there is no header " + name);
    }
    return text;
  }

  private static long number(Headers headers, String name) throws MalformedMessageException {
    String text = text(headers, name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedMessageException("the header " + name + " is no number: " + text);
    }
  }

  private static DeadLetterRecord ofJson(ConsumerRecord<byte[], byte[]> record, byte[] json)
      throws MalformedMessageException {
    try {
      JsonNode node = MAPPER.readTree(json);
      String reason = node.path("reason").asText();
      if (reason.isBlank() || !node.path("topic").isTextual()) {
        throw new MalformedMessageException("no dead letter: it has no reason, or no topic");
      }
      byte[] payload = node.hasNonNull("payload") ? node.get("payload").binaryValue() : null;
      byte[] key = record.key();
      long bytes = node.path("payloadBytes").asLong();
      // What has no timestamp is dated a millisecond before 1970.
      long timestamp = Instant.parse(node.path("timestamp").asText()).toEpochMilli();
      return new DeadLetterRecord(
          node.path("topic").asText(),
          node.path("partition").asInt(),
          node.path("offset").asLong(),
          node.path("stage").asText(),
          reason,
          node.path("error").asText(),
          1,
          timestamp < 0 ? null : Long.valueOf(timestamp),
          key,
          payload,
          bytes,
          List.of(),
          payload != null
              && payload.length == bytes
              && (key == null || key.length < FIRST_KEY_LIMIT));
    } catch (JacksonException e) {
      throw new MalformedMessageException("not JSON: " + e.getOriginalMessage());
    } catch (IOException | DateTimeException e) {
      throw new MalformedMessageException("no dead letter: " + e.getMessage());
    }
  }

  /**
   * A record of an output topic as JSON: its value; of the bytes of a record that was given up an
   * object about it, which holds them as {@code payload} in base64.
   *
   * @return null where there is nothing to tell
   */
  public static byte @Nullable [] json(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || isJson(record)) {
      return value;
    }
    try {
      DeadLetterRecord letter = original(record, value);
      ObjectNode node =
          MAPPER
              .createObjectNode()
              .put("topic", letter.topic)
              .put("partition", letter.partition)
              .put("offset", letter.offset)
              .put("stage", letter.stage)
              .put("reason", letter.reason)
              .put("error", letter.error)
              .put("attempts", letter.attempts)
              .put("payload", value)
              .put("payloadBytes", letter.valueBytes);
      if (letter.timestamp != null) {
        node.put("timestamp", Messages.instant(letter.timestamp));
      }
      return MAPPER.writeValueAsBytes(node);
    } catch (MalformedMessageException | JacksonException e) {
      return value; // it bears our header, and isn't ours
    }
  }
}
