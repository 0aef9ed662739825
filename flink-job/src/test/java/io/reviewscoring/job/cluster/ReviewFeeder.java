package io.reviewscoring.job.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.fixture.TinyBundles;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes reviews at a steady pace until it is told to stop, with one in a hundred an edit of an
 * earlier one and one in a hundred a repeat. Waits out a broker's death. Thread-safe.
 */
final class ReviewFeeder implements AutoCloseable {
  static final int OUT_OF_ORDER_MILLIS = 2_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int PRODUCTS = 11;
  private static final int RECENT = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String topic;
  private final int perSecond;
  private final Random random;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::run, "feeder");
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;

  ReviewFeeder(String bootstrapServers, String topic, int perSecond, long seed) {
    this.topic = topic;
    this.perSecond = perSecond;
    this.random = new Random(seed);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void start() {
    thread.start();
  }

  /**
   * Versions of reviews written so far; repeats don't count. A review that is new has the id {@code
   * r} and this number.
   */
  long sent() {
    return sent.get();
  }

  /** Versions of reviews that the broker has said to have. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Ends the stream and waits until the broker has all of it. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    producer.flush();
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("the broker did not take all reviews", thrown);
    }
  }

  private void run() {
    long start = System.nanoTime();
    @Nullable Review[] recent = new Review[RECENT];
    for (long i = 0; !stopped; i++) {
      long due = start + i * 1_000_000_000L / perSecond;
      try {
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        return;
      }
      int place = (int) (i % RECENT);
      int choice = random.nextInt(RECENT);
      Review earlier = recent[choice];
      int dice = random.nextInt(100);
      if (dice == 0 && earlier != null) {
        write(earlier, false);
        continue;
      }
      long number = sent.getAndIncrement();
      long timestamp = System.currentTimeMillis() - random.nextInt(OUT_OF_ORDER_MILLIS);
      Review review;
      if (dice == 1 && earlier != null) {
        review = earlier.edited(timestamp, text());
        recent[choice] = null;
      } else {
        review = new Review("r" + number, "p" + number % PRODUCTS, timestamp, text());
      }
      recent[place] = review;
      write(review, true);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int words = 1 + random.nextInt(4);
    for (int i = 0; i < words; i++) {
      text.append(TinyBundles.WORDS.get(random.nextInt(TinyBundles.WORDS.size()))).append(' ');
    }
    return text.append("film").toString();
  }

  private void write(Review review, boolean counts) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, review.id().getBytes(UTF_8), review.json()),
              (metadata, thrown) -> {
                if (thrown != null) {
                  failure.compareAndSet(null, thrown);
                } else if (counts) {
                  acknowledged.incrementAndGet();
                }
              });
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    producer.close(Duration.ZERO);
  }

  /** One version of a review; no two of one review have the same timestamp. */
  private record Review(String id, String product, long timestamp, String text) {
    Review edited(long now, String newText) {
      return new Review(id, product, Math.max(now, timestamp + 1), newText);
    }

    byte[] json() {
      return MAPPER
          .createObjectNode()
          .put("reviewId", id)
          .put("productId", product)
          .put("timestamp", timestamp)
          .put("text", text)
          .toString()
          .getBytes(UTF_8);
    }
  }
}
