package io.reviewscoring.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobProcess;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that are sent again, on a broker. */
@SuppressWarnings("NullAway.Init")
class RedriveIT {
  private static final int LETTERS = 1_000;
  private static final int HOPELESS = 20;
  private static final List<String> MENDED =
      List.of("text-too-long", "timestamp-ahead", "missing-text", "missing-id", "bad-timestamp");
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String NONE_IS_LATE = "36500d";
  private static final Map<String, String> MEND =
      Map.of(
          "reviews.field.id", "/id",
          "reviews.field.text", "/body",
          "reviews.field.timestamp", "/at",
          "window.size", NONE_IS_LATE);
  private static final String ATTEMPTS = "review-scoring.attempts";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void lettersAreSentAgainAsTheyCameAndNoneTwiceThoughItIsKilledOnTheWay() throws Exception {
    try (var topics = new JobTopics(broker, "redriven", directory)) {
      topics.activate(TinyBundles.write(directory, "v1", 1), null);
      for (int i = 0; i < LETTERS + HOPELESS; i++) {
        topics.send(bad(i));
      }
      topics.flush();
      List<JsonNode> letters =
          scoreUntil(
              topics,
              topics.config(Map.of("review.max-chars", "30", "window.size", NONE_IS_LATE)),
              0,
              LETTERS + HOPELESS);
      Map<String, Long> byReason = new TreeMap<>();
      MENDED.forEach(reason -> byReason.put(reason, (long) LETTERS / MENDED.size()));
      byReason.put("not-json", (long) HOPELESS);
      assertThat(counted(letters)).isEqualTo(byReason);

      List<String> arguments = new ArrayList<>(List.of("redrive", "--max-rate=250"));
      arguments.addAll(topics.arguments(Map.of()));
      Path log = directory.resolve("redrive.log");
      JobProcess killed =
          JobProcess.start(
              log,
              List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
              JobCommands.class,
              arguments);
      while (killed.isAlive() && redriven(topics).isEmpty()) {
        Thread.sleep(20);
      }
      killed.kill();

      CommandOutput dry = CommandOutput.of(topics.options("redrive", "--dry-run"));
      assertThat(dry.code()).as(dry.toString()).isZero();
      long left = dry.figure("to send");
      assertThat(left).as(log.toString()).isBetween(1L, LETTERS + HOPELESS - 1L);
      assertThat(dry.figure("sent before")).isEqualTo(LETTERS + HOPELESS - left);

      var open = brokenOffBeforeItsCommit();
      CommandOutput rest = CommandOutput.of(topics.options("redrive"));
      open.close(Duration.ZERO);
      assertThat(rest.code()).as(rest.toString()).isZero();
      assertThat(rest.figure("sent")).isEqualTo(left);
      CommandOutput nothing = CommandOutput.of(topics.options("redrive"));
      assertThat(nothing.code()).as(nothing.toString()).isZero();
      assertThat(nothing.figure("to send")).isZero();
      assertThat(nothing.figure("sent before")).isEqualTo(LETTERS + HOPELESS);
      assertAllAsTheyCameAndOnce(topics);

      letters = scoreUntil(topics, topics.config(MEND), LETTERS, LETTERS + 2 * HOPELESS);
      assertThat(topics.committed("redriven-sentiment"))
          .extracting(event -> event.get("reviewId").asText())
          .containsExactlyInAnyOrderElementsOf(JobTopics.ids(LETTERS));
      assertThat(letters)
          .filteredOn(letter -> letter.get("attempts").asInt() == 2)
          .hasSize(HOPELESS)
          .extracting(letter -> letter.get("reason").asText())
          .containsOnly("not-json");

      CommandOutput ended =
          CommandOutput.of(topics.options("redrive", "--reason=not-json", "--max-attempts=2"));
      assertThat(ended.code()).as(ended.toString()).isEqualTo(3);
      assertThat(ended.figure("refused")).isEqualTo(HOPELESS);
      assertThat(ended.figure("sent")).isZero();
    }
  }

  /** As a redrive leaves it that is killed after it has told what it sends. */
  private static KafkaProducer<byte[], byte[]> brokenOffBeforeItsCommit() throws Exception {
    var open =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                "redriven-redrive"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    open.initTransactions();
    open.beginTransaction();
    for (int partition = 0; partition < 4; partition++) {
      List<Header> all = List.of(new RecordHeader("review-scoring.redriven", utf8("0-9999")));
      open.send(new ProducerRecord<>("redriven-dead-letters", partition, null, null, null, all))
          .get();
    }
    return open;
  }

  /** Runs the job from where it was until it has written so much; gives its letters. */
  private static List<JsonNode> scoreUntil(
      JobTopics topics, JobConfig config, int events, int letters) throws Exception {
    JobClient job =
        JobEnvironment.startLocally(
            config, new Checkpoints(JobEnvironment.checkpoints(config)).latest().orElse(null));
    topics.await("redriven-sentiment", all -> all.size() >= events);
    List<JsonNode> all = topics.await("redriven-dead-letters", some -> some.size() >= letters);
    JobTopics.kill(job);
    assertThat(all).hasSize(letters);
    return all;
  }

  /** What the job can't read by the first options, and but for the last ones can by the others. */
  private static ProducerRecord<byte[], byte[]> bad(int i) {
    long time = START + i * 1_000L;
    String value =
        i >= LETTERS
            ? "{\"n\":" + i + "\u0000ä"
            : switch (i % 5) {
              case 0 -> review(i, "'r'", "'a very good film, a very good film'", time);
              case 1 -> review(i, "'r'", "'a good film'", time + 30 * 60_000);
              case 2 -> review(i, "'r'", "null", time);
              case 3 -> review(i, "null", "'a good film'", time);
              default -> review(i, "'r'", "'a good film'", -1);
            };
    List<Header> headers = new ArrayList<>();
    for (int header = 0; header < i % 4; header++) {
      headers.add(new RecordHeader("trace", header == 2 ? null : new byte[] {(byte) i, 0, -1}));
    }
    return new ProducerRecord<>(
        "redriven-reviews", i % 4, time, utf8("k" + i), utf8(value), headers);
  }

  private static String review(int i, String id, String text, long timestamp) {
    return "{'reviewId':%s,'productId':'p','text':%s,'timestamp':%d,'id':'r%d','body':'a film','at':%d}"
        .formatted(id, text, timestamp, i, START + i * 1_000L)
        .replace('\'', '"');
  }

  private static void assertAllAsTheyCameAndOnce(JobTopics topics) {
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < LETTERS + HOPELESS; i++) {
      ProducerRecord<byte[], byte[]> sent = bad(i);
      expected.put(
          "k" + i,
          told(sent.partition(), sent.timestamp(), sent.value(), sent.headers().toArray()));
    }
    Map<String, String> found = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : redriven(topics)) {
      Header[] own =
          Stream.of(record.headers().toArray())
              .filter(header -> !header.key().equals(ATTEMPTS))
              .toArray(Header[]::new);
      String before =
          found.put(
              new String(record.key(), UTF_8),
              told(record.partition(), record.timestamp(), record.value(), own));
      assertThat(before).as("sent twice").isNull();
      assertThat(record.headers().lastHeader(ATTEMPTS).value()).isEqualTo(utf8("1"));
    }
    assertThat(found).isEqualTo(new TreeMap<>(expected));
  }

  private static String told(
      @Nullable Integer partition, @Nullable Long timestamp, byte[] value, Header[] headers) {
    return partition
        + " "
        + timestamp
        + " "
        + Arrays.toString(value)
        + Stream.of(headers)
            .map(header -> header.key() + Arrays.toString(header.value()))
            .collect(Collectors.joining(" "));
  }

  /** What was sent again. */
  private static List<ConsumerRecord<byte[], byte[]>> redriven(JobTopics topics) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    topics.forEach(
        "redriven-reviews",
        record -> {
          if (record.headers().lastHeader(ATTEMPTS) != null) {
            records.add(record);
          }
        });
    return records;
  }

  private static Map<String, Long> counted(List<JsonNode> letters) {
    return letters.stream()
        .collect(
            Collectors.groupingBy(letter -> letter.get("reason").asText(), Collectors.counting()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
