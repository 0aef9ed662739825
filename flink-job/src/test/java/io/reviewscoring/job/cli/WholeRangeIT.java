package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.fixture.TinyBundles;
import io.reviewscoring.job.fixture.TransactionalReviews;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A backfill reads all reviews of its range, whatever else the topic holds. */
@SuppressWarnings("NullAway.Init")
class WholeRangeIT {
  static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final String RANGE_START = "--from=2026-03-01T12:00:00Z";
  private static final String RANGE_END = "--to=2026-03-01T17:00:00Z";

  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  @TempDir Path directory;

  @Test
  void commitMarkersDoNotEndTheRange() throws Exception {
    try (var topics = new JobTopics(broker, "committed", directory);
        var reviews = new TransactionalReviews(broker, "committed-reviews", "shop")) {
      for (int hour = 0; hour < 5; hour++) {
        reviews.begin();
        for (int i = 0; i < 4; i++) {
          reviews.review(0, "h%d-%d".formatted(hour, i), START + hour * HOUR);
        }
        reviews.commit();
      }

      assertThat(whole(topics).figure("reviews")).isEqualTo(20);
      assertThat(whole(topics, "--margin=10min", "--dry-run", "--count").figure("reviews"))
          .as("the marker is the first that is stamped so late, but no review")
          .isEqualTo(20);
      CommandOutput hour =
          whole(topics, "--to=2026-03-01T13:00:00Z", "--margin=10min", "--dry-run", "--count");
      assertThat(hour.figure("reviews")).isEqualTo(4);
      assertThat(hour.figure("out of range")).as("read in vain").isEqualTo(4);
    }
  }

  @Test
  void transactionsThatInterleaveAndThatAreAbortedDoNotEndTheRange() throws Exception {
    try (var topics = new JobTopics(broker, "interleaved", directory);
        var one = new TransactionalReviews(broker, "interleaved-reviews", "one");
        var other = new TransactionalReviews(broker, "interleaved-reviews", "other")) {
      int committed = 0;
      for (int round = 0; round < 10; round++) {
        one.begin();
        other.begin();
        for (int i = 0; i < 8; i++) {
          long time = START + round * (HOUR / 2) + i;
          one.review(i % 4, "one-%d-%d".formatted(round, i), time);
          other.review((i + 1) % 4, "other-%d-%d".formatted(round, i), time);
        }
        one.commit();
        committed += 8;
        if (round % 3 == 1) {
          other.abort();
        } else {
          other.commit();
          committed += 8;
        }
      }

      CommandOutput backfill = whole(topics);

      assertThat(backfill.figure("reviews")).isEqualTo(committed).isEqualTo(136);
      assertThat(backfill.figure("events")).isEqualTo(committed);
    }
  }

  @Test
  void reviewsThatWereLoadedAMonthLaterAreRead() throws Exception {
    try (var topics = new JobTopics(broker, "loaded", directory)) {
      long month = START + 31 * 24 * HOUR;
      for (int i = 0; i < 20; i++) {
        topics.review(i % 4, month + i, "r" + i, "p", START + i * HOUR / 4, "dull");
      }
      topics.flush();

      assertThat(whole(topics).figure("reviews")).isEqualTo(20);
    }
  }

  @Test
  void aTopicThatTheBrokerStampsIsRead() throws Exception {
    try (var topics = new JobTopics(broker, "stamped", directory);
        Admin admin = admin()) {
      NewTopic stamped =
          new NewTopic("stamped", 2, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(stamped)).all().get();
      try (var reviews = new TransactionalReviews(broker, "stamped", "stamped")) {
        for (int i = 0; i < 20; i++) {
          reviews.begin();
          reviews.review(i % 2, "r" + i, START + i * HOUR / 4);
          reviews.commit();
        }
      }

      assertThat(whole(topics, "--reviews.topic=stamped").figure("reviews")).isEqualTo(20);
    }
  }

  /**
   * The first segment keeps the timestamp of a record that compaction has taken: there the brokers'
   * look-up by time ends, and finds nothing.
   */
  @Test
  void whatCompactionHasLeftIsRead() throws Exception {
    String topic = "compacted";
    try (var topics = new JobTopics(broker, "compact", directory);
        Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.BROKER, ""),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("log.cleaner.backoff.ms", "100"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
      NewTopic compacted =
          new NewTopic(topic, 1, (short) 1)
              .configs(
                  Map.of(
                      "cleanup.policy", "compact",
                      "segment.bytes", "1048576",
                      "min.cleanable.dirty.ratio", "0.001"));
      admin.createTopics(List.of(compacted)).all().get();
      // Compaction leaves a producer's last batch as an empty one with its timestamp: hence two.
      try (KafkaProducer<byte[], byte[]> first = producer()) {
        send(first, topic, "before", START - HOUR, 700_000);
        send(first, topic, "taken", START + 1, 10);
      }
      try (KafkaProducer<byte[], byte[]> second = producer()) {
        for (int i = 0; i < 4; i++) {
          send(second, topic, "r" + i, START + i * HOUR, 700_000);
        }
        send(second, topic, "taken", START + 4 * HOUR, 10);
        send(second, topic, "in the active segment", START + 6 * HOUR, 700_000);
      }
      awaitRecords(topics, topic, 7);

      CommandOutput backfill = whole(topics, "--reviews.topic=" + topic);

      assertThat(backfill.figure("reviews")).isEqualTo(5);
      String[] range = {"--reviews.topic=" + topic, RANGE_START, RANGE_END};
      assertThat(CommandOutput.of(topics.options("check", range)).figure("reviews")).isEqualTo(5);
    }
  }

  private static void awaitRecords(JobTopics topics, String topic, int wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    AtomicInteger records = new AtomicInteger();
    while (records.get() != wanted && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
      records.set(0);
      topics.forEach(topic, record -> records.incrementAndGet());
    }
    assertThat(records).hasValue(wanted);
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String id, long time, int padding)
      throws Exception {
    String review =
        """
        {"reviewId": "%s", "productId": "p", "text": "dull", "timestamp": %d, "padding": "%s"}
        """
            .formatted(id, time, "x".repeat(padding));
    producer
        .send(
            new ProducerRecord<>(
                topic,
                0,
                time,
                id.getBytes(StandardCharsets.UTF_8),
                review.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  @Test
  void anOpenTransactionIsWaitedForAndNamedWhereItLastsTooLong() throws Exception {
    try (var topics = new JobTopics(broker, "open", directory);
        var reviews = new TransactionalReviews(broker, "open-reviews", "left-open")) {
      topics.activate(TinyBundles.write(directory, "m1", 1), null);
      plain(topics, 3);
      reviews.begin();
      reviews.review(0, "in the transaction", START);
      plain(topics, 5);
      String hidden =
          "partition 0 of open-reviews, hidden from offset 3 to 9 by an open"
              + " transaction of producer ";

      CommandOutput impatient = backfill(topics, "--reviews.wait=2s", "--suffix=-impatient");
      assertThat(impatient.code()).as(impatient.toString()).isEqualTo(3);
      assertThat(impatient.out())
          .contains("waits for    " + hidden, "; for 2s at most (--reviews.wait)")
          .contains("not all read " + hidden, " (left-open), which may last until about 20");
      assertThat(impatient.figure("reviews")).isEqualTo(3);

      String[] bounded =
          topics.options("run", "--reviews.bounded", "--reviews.start=earliest", "--swap.lead=1s");
      CommandOutput run = CommandOutput.of(with(bounded, "--reviews.wait=2s"));
      assertThat(run.code()).as(run.toString()).isEqualTo(3);
      assertThat(run.err())
          .contains("waits for    " + hidden, "gave up before the end of " + hidden)
          .hasLineCount(2);

      StringWriter printed = new StringWriter();
      var patient = CompletableFuture.supplyAsync(() -> backfill(printed, topics));
      while (!printed.toString().contains("waits for") && !patient.isDone()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(patient).isNotDone();
      reviews.commit();
      CommandOutput whole = patient.get();
      assertThat(whole.code()).as(whole.toString()).isZero();
      assertThat(whole.out()).contains("waits for    " + hidden);
      assertThat(whole.figure("reviews")).isEqualTo(9);

      CommandOutput again = CommandOutput.of(bounded);
      assertThat(again.code()).as(again.toString()).isZero();
      topics.awaitMarkers();
      assertThat(topics.committed("open-sentiment")).hasSize(9);
    }
  }

  static void plain(JobTopics topics, int reviews) {
    for (int i = 0; i < reviews; i++) {
      topics.review(0, START + i, "r%d-%d".formatted(reviews, i), "p", START + i, "dull");
    }
    topics.flush();
  }

  private CommandOutput whole(JobTopics topics, String... more) {
    CommandOutput backfill = backfill(topics, more);
    assertThat(backfill.code()).as(backfill.toString()).isZero();
    return backfill;
  }

  private CommandOutput backfill(JobTopics topics, String... more) {
    return backfill(new StringWriter(), topics, more);
  }

  private CommandOutput backfill(StringWriter printed, JobTopics topics, String... more) {
    List<String> options = new ArrayList<>(List.of(RANGE_START));
    options.add("--model=" + TinyBundles.write(directory, "m1", 1).file());
    options.addAll(List.of(more));
    if (options.stream().noneMatch(option -> option.startsWith("--to="))) {
      options.add(RANGE_END);
    }
    return CommandOutput.of(printed, topics.options("backfill", options.toArray(String[]::new)));
  }

  private static String[] with(String[] options, String more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
