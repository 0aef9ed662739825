package io.reviewscoring.job.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.reviewscoring.job.fixture.WholeTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A read-committed consumer of the sentiment topic that counts, and notes what came twice. */
final class EventCounter extends Thread implements AutoCloseable {
  private final String bootstrapServers;
  private final String topic;
  private final JsonFactory json = new JsonFactory();
  private final BitSet seen = new BitSet();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong twice = new AtomicLong();
  private final Set<String> models = ConcurrentHashMap.newKeySet();
  private volatile String model = "";
  private volatile boolean stopped;

  EventCounter(String bootstrapServers, String topic) {
    super("event counter");
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  @Override
  public void run() {
    try (var consumer = WholeTopic.consumer(bootstrapServers, topic)) {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (!isFirst(record.value())) {
            twice.incrementAndGet();
          }
          events.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this review's event is the first. */
  private boolean isFirst(byte[] event) throws IOException {
    int review = -1;
    try (JsonParser parser = json.createParser(event)) {
      while (parser.nextToken() != null) {
        String field = parser.currentName();
        if ("reviewId".equals(field)) {
          review = Integer.parseInt(parser.nextTextValue().substring(1));
        } else if ("modelVersion".equals(field)) {
          model = parser.nextTextValue();
          models.add(model);
          break;
        }
      }
    }
    boolean first = !seen.get(review);
    seen.set(review);
    return first;
  }

  long events() {
    return events.get();
  }

  /** How many events came for a review that had one. */
  long twice() {
    return twice.get();
  }

  /** Fails if an event is missing, or came twice. */
  void assertEachOf(long reviews) {
    assertThat(events()).as("events").isEqualTo(reviews);
    assertThat(twice()).as("twice").isZero();
  }

  /** The versions that events carried so far. */
  Set<String> models() {
    return Set.copyOf(models);
  }

  /** The version that the last event carries. */
  String model() {
    return model;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
