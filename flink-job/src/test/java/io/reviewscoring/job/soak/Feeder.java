package io.reviewscoring.job.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.bundle.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes reviews and keeps the topic a fixed number of them ahead of the job. The texts are words
 * of a model's vocabulary, frequent ones more often.
 */
final class Feeder extends Thread implements AutoCloseable {
  private static final int TEXTS = 2_000;
  private static final int PRODUCTS = 200;
  private static final long AHEAD = 20_000;

  /**
   * What is written.
   *
   * @param words of a text on average
   * @param timestamps from a review's number to its and its record's timestamp, epoch milliseconds
   */
  record Load(int words, LongUnaryOperator timestamps) {

    /** As long as IMDB's, stamped by the clock. */
    static Load filmReviews() {
      return new Load(230, number -> System.currentTimeMillis());
    }
  }

  private final String topic;
  private final Load load;
  private final LongSupplier scored;
  private final List<String> texts;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean stopped;

  /**
   * @param scored how many reviews the job has scored so far
   */
  Feeder(JobConfig config, ModelBundle model, Load load, LongSupplier scored) {
    super("feeder");
    topic = config.reviewsTopic();
    this.load = load;
    this.scored = scored;
    texts = texts(model.vocabulary().words(), load.words(), new Random(1));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                config.bootstrapServers(),
                "linger.ms",
                20,
                "batch.size",
                131_072),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static List<String> texts(List<String> words, int mean, Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      int length = (int) (mean * (0.3 + 1.4 * random.nextDouble()));
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < length; j++) {
        double skewed = Math.pow(random.nextDouble(), 4);
        text.append(words.get((int) (skewed * words.size()))).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        if (sent.get() - scored.getAsLong() < AHEAD) {
          send(sent.getAndIncrement());
        } else {
          Thread.sleep(20);
        }
      }
      producer.flush();
    } catch (InterruptedException e) {
      producer.flush();
    }
  }

  private void send(long number) {
    long timestamp = load.timestamps().applyAsLong(number);
    String json =
        mapper
            .createObjectNode()
            .put("reviewId", "r" + number)
            .put("productId", "p" + number % PRODUCTS)
            .put("timestamp", timestamp)
            .put("text", texts.get((int) (number * 7 % TEXTS)))
            .toString();
    byte[] key = ("r" + number).getBytes(StandardCharsets.UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, null, timestamp, key, json.getBytes(StandardCharsets.UTF_8)),
            (metadata, failure) -> {
              if (failure != null) {
                throw new IllegalStateException("a review was not taken", failure);
              }
            });
  }

  /** How many reviews were sent; their ids are r0 and so on. */
  long sent() {
    return sent.get();
  }

  /** Stops when all are with the broker. */
  @Override
  public void close() {
    stopped = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
