package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.fixture.TestBroker;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.evaluation.ImdbDataset;
import io.reviewscoring.model.evaluation.LabelledReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A measurement, which {@code ./mvnw verify -pl flink-job -am -Preplay-throughput} runs: reviews a
 * second of a backfill and of the live job on the same topic, one after the other, five times. Both
 * are timed from when a fifth of the events was written to the last event or final aggregate,
 * whichever is later, that a read-committed consumer gets: by the moments of writing, since commits
 * make thousands visible at once. After the reviews come a few of a later time, which no backfill
 * reads, so that the live job's windows close without a wait for silent partitions. The reviews are
 * those of the {@code IMDB_ARCHIVE} (see the README), or random words as long as they are.
 */
class ReplayThroughput {
  private static final int REVIEWS = Integer.getInteger("replay.reviews", 300_000);
  private static final int PARALLELISM = Integer.getInteger("replay.parallelism", 2);
  private static final int ROUNDS = Integer.getInteger("replay.rounds", 5);

  /** The first ones don't count: the live job scores at once what it read before it had a model. */
  private static final double COUNTED_FROM = 0.2;

  private static final int PARTITIONS = 4;
  private static final int PRODUCTS = 20;
  private static final int WORDS = 230;
  private static final long MILLIS_APART = 20;
  private static final String CLOSING = "closing";
  private static final Duration CLOSING_AFTER = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long START = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
  private static final Path MODEL = Path.of("../model/bundles/default.zip").toAbsolutePath();

  @TempDir Path directory = Path.of("");

  @Test
  void measure() throws Exception {
    try (TestBroker broker = TestBroker.start(directory.resolve("kafka"));
        JobTopics topics = new JobTopics(broker, "speed", directory)) {
      List<String> texts = texts();
      for (int i = 0; i < REVIEWS; i++) {
        topics.review(
            i % PARTITIONS, time(i), "r" + i, product(i), time(i), texts.get(i % texts.size()));
      }
      long end = time(REVIEWS) + CLOSING_AFTER.toMillis();
      for (int i = 0; i < PARTITIONS; i++) {
        topics.review(i, end, CLOSING + i, CLOSING, end, CLOSING);
      }
      topics.flush();
      double[] live = new double[ROUNDS];
      double[] backfill = new double[ROUNDS];
      live(topics, "warm-up");
      backfill(topics, "warm");
      for (int round = 0; round < ROUNDS; round++) {
        live[round] = live(topics, "live" + round);
        backfill[round] = backfill(topics, "b" + round);
        System.out.printf(
            "round %d  live job %,8.0f  backfill %,8.0f reviews a second%n",
            round + 1, live[round], backfill[round]);
      }
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, round -> backfill[round] / live[round]);
      System.out.printf(
          "median of %d  live job %,8.0f  backfill %,8.0f reviews a second, ratio %.2f%n"
              + "%,d reviews, parallelism %d, %d processors%n",
          ROUNDS,
          median(live),
          median(backfill),
          median(ratios),
          REVIEWS,
          PARALLELISM,
          Runtime.getRuntime().availableProcessors());
    }
  }

  private static long time(int review) {
    return START + review * MILLIS_APART;
  }

  private static String product(int review) {
    return "p" + review % PRODUCTS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<String> texts() throws Exception {
    String archive = System.getenv("IMDB_ARCHIVE");
    if (archive != null) {
      List<String> texts = new ArrayList<>();
      ImdbDataset reviews = ImdbDataset.read(Path.of(archive));
      for (ImdbDataset.Split split : ImdbDataset.Split.values()) {
        reviews.reviews(split).stream().map(LabelledReview::text).forEach(texts::add);
      }
      return texts;
    }
    List<String> words = BundleReader.read(MODEL).vocabulary().words();
    Random random = new Random(5);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < WORDS; word++) {
        // Often a frequent one, as in language.
        double rank = Math.pow(words.size(), random.nextDouble()) - 1;
        text.append(words.get((int) rank)).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  /** A live run with state and outputs of its own, from the earliest review on. */
  private double live(JobTopics topics, String name) throws Exception {
    JobConfig config =
        topics.config(
            Map.of(
                "job.name",
                name,
                "group.id",
                name,
                "sentiment.topic",
                name + "-sentiment",
                "aggregates.topic",
                name + "-aggregates",
                "dead-letters.topic",
                name + "-dead-letters",
                "reviews.start",
                "earliest",
                "parallelism",
                Integer.toString(PARALLELISM),
                "checkpoint.interval",
                "1s",
                "model",
                MODEL.toString()));
    JobTopics.create(config);
    var rate = CompletableFuture.supplyAsync(() -> rate(config, "", REVIEWS + PARTITIONS));
    JobClient job = JobEnvironment.startLocally(config, null);
    try {
      return rate.get();
    } finally {
      JobTopics.kill(job);
    }
  }

  private double backfill(JobTopics topics, String name) throws Exception {
    JobConfig config = topics.config(Map.of());
    JobTopics.create(
        topics.config(
            Map.of(
                "sentiment.topic", config.sentimentTopic() + "-" + name,
                "aggregates.topic", config.aggregatesTopic() + "-" + name,
                "dead-letters.topic", config.deadLettersTopic() + "-" + name)));
    var rate = CompletableFuture.supplyAsync(() -> rate(config, "-" + name, REVIEWS));
    CommandOutput output =
        CommandOutput.of(
            topics.options(
                "backfill",
                "--from=" + Instant.ofEpochMilli(START),
                "--to=" + Instant.ofEpochMilli(time(REVIEWS)),
                "--suffix=-" + name,
                "--run-id=" + name,
                "--checkpoint.interval=1s",
                "--parallelism=" + PARALLELISM));
    assertThat(output.code()).as(output.toString()).isZero();
    assertThat(output.figure("events")).isEqualTo(REVIEWS);
    return rate.get();
  }

  /** Reviews a second, to the last event or final aggregate. */
  private static double rate(JobConfig config, String suffix, int events) {
    String sentiment = config.sentimentTopic() + suffix;
    String aggregates = config.aggregatesTopic() + suffix;
    long windows = windows(config.windowSize().toMillis());
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties()))) {
      List<TopicPartition> partitions =
          Stream.of(sentiment, aggregates)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int seen = 0;
      long finals = 0;
      long[] written = new long[events];
      long last = Long.MIN_VALUE;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (seen < events || finals < windows) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.topic().equals(sentiment)) {
            written[seen] = record.timestamp();
            seen++;
            last = Math.max(last, record.timestamp());
          } else if (isFinal(record.value())) {
            finals++;
            last = Math.max(last, record.timestamp());
          }
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "%,d of %,d events and %,d of %,d final aggregates after %s"
                  .formatted(seen, events, finals, windows, PATIENCE));
        }
      }
      Arrays.sort(written);
      int from = (int) (events * COUNTED_FROM);
      return (events - from) * 1_000.0 / Math.max(1, last - written[from]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many final aggregates the reviews come to. */
  private static long windows(long windowMillis) {
    return IntStream.range(0, REVIEWS)
        .mapToObj(review -> product(review) + "@" + time(review) / windowMillis)
        .distinct()
        .count();
  }

  private static boolean isFinal(byte[] aggregate) throws IOException {
    JsonNode node = MAPPER.readTree(aggregate);
    return node.get("final").asBoolean() && !node.get("productId").asText().equals(CLOSING);
  }
}
