package io.reviewscoring.job.kafka;

import static io.reviewscoring.job.kafka.LongReasonTest.kafkasSize;
import static io.reviewscoring.job.kafka.OutputRecordsTest.NO_CONTEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.SourceHeader;
import io.reviewscoring.model.bundle.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterRecordsTest {
  private static final long TIME = 1_700_000_000_123L;
  private static final byte[] KEY = {0, -1, 7};
  private static final List<SourceHeader> SOURCES =
      List.of(
          new SourceHeader("trace", new byte[] {1, 2}),
          new SourceHeader("trace", null),
          new SourceHeader("review-scoring.reason", utf8("from elsewhere")),
          new SourceHeader("run-id", utf8("theirs")),
          new SourceHeader("review-scoring.truncated", utf8("value")));

  private final DeadLetterRecords records = records("--job.name=shop", null);

  private static DeadLetterRecords records(String option, @Nullable String runId) {
    try {
      return new DeadLetterRecords(
          JobConfig.parse("--bootstrap.servers=localhost:9092", option), runId);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRecordGoesAsItCameAndItsReasonBehindItsHeaders() {
    byte[] value = {'{', 0, -1};
    ProducerRecord<byte[], byte[]> record = written(letter(KEY, value, SOURCES));

    assertThat(record.topic()).isEqualTo("review-dead-letters");
    assertThat(record.timestamp()).as("stamped when it is appended").isNull();
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).isEqualTo(value);
    assertThat(texts(record.headers()).subList(SOURCES.size(), 14))
        .containsExactly(
            "review-scoring.reason=bad-timestamp",
            "__connect.errors.topic=reviews",
            "__connect.errors.partition=3",
            "__connect.errors.offset=42",
            "__connect.errors.stage=parse",
            "__connect.errors.connector.name=shop",
            "__connect.errors.exception.message='timestamp' is no instant: ä",
            "review-scoring.timestamp=1700000000123",
            "review-scoring.attempts=1");
    assertThat(record.headers().toArray()).hasSize(14);
  }

  @Test
  void whatIsReadIsTheRecordAsItWas() throws Exception {
    byte[] value = {'{', 0, -1};
    for (String runId : Arrays.asList(null, "r1")) {
      DeadLetterRecord read =
          read(
              records("--job.name=shop", runId)
                  .serialize(letter(KEY, value, SOURCES), NO_CONTEXT, null));

      assertThat(read.isWhole()).isTrue();
      ProducerRecord<byte[], byte[]> again = read.again(3);
      assertThat(again.topic()).isEqualTo("reviews");
      assertThat(again.timestamp()).isEqualTo(TIME);
      assertThat(again.key()).isEqualTo(KEY);
      assertThat(again.value()).isEqualTo(value);
      assertThat(texts(again.headers()))
          .containsExactly(
              "trace=\1\2",
              "trace=null",
              "review-scoring.reason=from elsewhere",
              "run-id=theirs",
              "review-scoring.truncated=value",
              "review-scoring.attempts=1");
    }
  }

  @Test
  void aRecordThatFailsAgainCarriesHowOften() throws Exception {
    DeadLetter letter = letter(KEY, new byte[] {'{'}, SOURCES);
    for (int attempts = 1; attempts < 12; attempts++) {
      DeadLetterRecord read = read(written(letter));
      assertThat(read.attempts()).isEqualTo(attempts);
      letter = letter(KEY, new byte[] {'{'}, sources(read.again(null).headers()));
      assertThat(letter.headers()).as("one more, whatever the attempts").hasSize(6);
    }
    assertThat(
            read(written(letter(null, new byte[1], List.of(attempts("-1"), attempts("many")))))
                .attempts())
        .isEqualTo(1);
  }

  @Test
  void aRecordWithoutKeyAndTimestampHasNoneLater() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            null, new byte[0], List.of(), "reviews", 0, 0, "parse", "not-json", "", -1, null, null);

    ProducerRecord<byte[], byte[]> again = read(written(letter)).again(null);

    assertThat(again.timestamp()).isNull();
    assertThat(again.key()).isNull();
    assertThat(again.value()).isEmpty();
  }

  @Test
  void aLateReviewIsJsonThatItsReasonMarks() throws Exception {
    DeadLetter late =
        new DeadLetter(
            null, null, List.of(), "reviews", 1, 2, "window", "late", "scored", TIME, "r", 5L);

    ProducerRecord<byte[], byte[]> record = written(late);

    assertThat(record.key()).isNull();
    assertThat(new String(record.value(), UTF_8)).startsWith("{").contains("\"reviewId\":\"r\"");
    assertThat(DeadLetterHeaders.text(record.headers(), "review-scoring.reason")).isEqualTo("late");
    DeadLetterRecord read = read(record);
    assertThat(read.isLate()).isTrue();
    assertThat(read.isWhole()).isFalse();
    assertThat(read.offset()).isEqualTo(2);
    assertThat(DeadLetterRecord.json(consumed(record))).isEqualTo(record.value());
  }

  @Test
  void aBackfillsLettersBearItsRun() {
    ProducerRecord<byte[], byte[]> record =
        records("--job.name=shop", "r1")
            .serialize(letter(KEY, new byte[1], SOURCES), NO_CONTEXT, null);

    assertThat(RunHeader.of(consumed(record))).isEqualTo("r1");
  }

  @ParameterizedTest
  @ValueSource(ints = {8 * 1024, 16 * 1024, 1024 * 1024})
  void aRecordOfAnySizeFitsWithItsReason(int limit) throws Exception {
    Random random = new Random(limit);
    for (int size = limit - 1_200; size < limit + 3; size++) {
      byte[] value = new byte[size];
      random.nextBytes(value);
      ProducerRecord<byte[], byte[]> record =
          records.within(limit).serialize(letter(KEY, value, SOURCES), NO_CONTEXT, null);
      assertThat(kafkasSize(record)).as("%s", size).isLessThanOrEqualTo(limit);
      DeadLetterRecord read = read(record);
      assertThat(read.valueBytes()).isEqualTo(size);
      if (read.isWhole()) {
        assertThat(size).isLessThan(limit - 300);
        assertThat(record.value()).isEqualTo(value);
      } else {
        assertThat(size).isGreaterThan(limit - 1_100);
        assertThat(record.value().length).isGreaterThan(limit - 1_200);
        assertThat(record.value()).isEqualTo(Arrays.copyOf(value, record.value().length));
        assertThat(texts(record.headers()))
            .contains(
                "trace=\1\2",
                "review-scoring.truncated=value",
                "review-scoring.value.bytes=" + size,
                "review-scoring.value.sha256=" + Sha256.hex(value));
      }
      size += size > limit - 1_000 && size < limit - 700 ? 0 : 40;
    }
  }

  @Test
  void headersGiveWayAfterTheValueAndTheKeyLast() throws Exception {
    int limit = 8 * 1024;
    byte[] large = new byte[limit];
    Arrays.fill(large, (byte) 'x');
    DeadLetter headers = letter(KEY, large, List.of(new SourceHeader("h", large)));
    DeadLetter key = letter(large, large, List.of(new SourceHeader("h", large)));
    records.within(limit);

    ProducerRecord<byte[], byte[]> withoutHeaders = written(headers);
    assertThat(withoutHeaders.headers().lastHeader("h")).isNull();
    assertThat(withoutHeaders.key()).isEqualTo(KEY);
    assertThat(withoutHeaders.value()).hasSizeGreaterThan(limit - 1_200);
    assertThat(read(withoutHeaders).isWhole()).isFalse();
    assertThat(texts(withoutHeaders.headers())).contains("review-scoring.truncated=value,headers");

    ProducerRecord<byte[], byte[]> withPartOfKey = written(key);
    assertThat(withPartOfKey.key()).hasSizeBetween(limit - 1_200, limit);
    assertThat(withPartOfKey.value()).isEmpty();
    assertThat(kafkasSize(withPartOfKey)).isLessThanOrEqualTo(limit);
    assertThat(texts(withPartOfKey.headers()))
        .contains("review-scoring.truncated=value,headers,key");
  }

  @Test
  void asJsonALetterHoldsItsBytes() throws Exception {
    byte[] json = DeadLetterRecord.json(consumed(written(letter(KEY, utf8("no"), SOURCES))));
    assertThat(json).isNotNull();
    assertThat(new String(json, UTF_8))
        .isEqualTo(
            "{\"topic\":\"reviews\",\"partition\":3,\"offset\":42,\"stage\":\"parse\","
                + "\"reason\":\"bad-timestamp\",\"error\":\"'timestamp' is no instant: ä\","
                + "\"attempts\":1,\"payload\":\"bm8=\",\"payloadBytes\":2,"
                + "\"timestamp\":\"2023-11-14T22:13:20.123Z\"}");
  }

  private ProducerRecord<byte[], byte[]> written(DeadLetter letter) {
    return records.serialize(letter, NO_CONTEXT, 1L);
  }

  private static DeadLetterRecord read(ProducerRecord<byte[], byte[]> record)
      throws MalformedMessageException {
    return DeadLetterRecord.of(consumed(record)).orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        9,
        TIME + 5,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private static DeadLetter letter(
      byte @Nullable [] key, byte[] value, List<SourceHeader> headers) {
    return new DeadLetter(
        key,
        value,
        headers,
        "reviews",
        3,
        42,
        "parse",
        "bad-timestamp",
        "'timestamp' is no instant: ä",
        TIME,
        null,
        null);
  }

  private static SourceHeader attempts(String text) {
    return new SourceHeader("review-scoring.attempts", utf8(text));
  }

  private static List<SourceHeader> sources(Headers headers) {
    return Arrays.stream(headers.toArray())
        .map(header -> new SourceHeader(header.key(), header.value()))
        .toList();
  }

  private static List<String> texts(Headers headers) {
    return Arrays.stream(headers.toArray()).map(DeadLetterRecordsTest::text).toList();
  }

  private static String text(Header header) {
    return header.key()
        + "="
        + (header.value() == null ? "null" : new String(header.value(), UTF_8));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
