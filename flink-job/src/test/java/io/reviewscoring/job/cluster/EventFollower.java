package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the sentiment topic as its readers do, read-committed, and notes what is visible when.
 * Thread-safe.
 */
final class EventFollower implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Set<String> versions = new HashSet<>();
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "follower");
  private volatile boolean stopped;

  /** Until an event of a review sent after a moment is seen. */
  private static final class Wait {
    private final long firstNumber;
    private final CountDownLatch seen = new CountDownLatch(1);
    private volatile long seenNanos;

    Wait(long firstNumber) {
      this.firstNumber = firstNumber;
    }
  }

  EventFollower(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    try (var consumer = consumer()) {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
    }
  }

  void start() {
    thread.start();
  }

  /** How many versions of reviews have a visible event. */
  long visible() {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("following the events failed", thrown);
    }
    synchronized (versions) {
      return versions.size();
    }
  }

  /**
   * As {@link #visible}, when all is read that is visible at the time of the call. May count events
   * that became visible meanwhile.
   */
  long visibleNow() throws IOException {
    Map<TopicPartition, Long> ends;
    try (var probe = consumer()) {
      ends = probe.endOffsets(partitions, PATIENCE);
    }
    Waiting.until(
        "the visible events are read",
        PATIENCE,
        () ->
            ends.entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue()));
    return visible();
  }

  /**
   * Watches for the first event of a review whose number is at least the given one.
   *
   * @return gives the nanoseconds from a start to then, and waits for that
   */
  Recovery watch(long firstNumber, long startNanos) {
    Wait wait = new Wait(firstNumber);
    waits.add(wait);
    return limit -> {
      try {
        if (!wait.seen.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("no new event within " + limit.toSeconds() + " s after a kill");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      return Duration.ofNanos(wait.seenNanos - startNanos);
    };
  }

  /** A recovery that is under way. */
  interface Recovery {
    /** How long it took; waits for its end. */
    Duration await(Duration limit) throws IOException;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "reconnect.backoff.ms", 20,
            "reconnect.backoff.max.ms", 100,
            "fetch.max.wait.ms", 50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void run() {
    try (var consumer = consumer()) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          note(MAPPER.readTree(record.value()), System.nanoTime());
        }
        for (TopicPartition partition : partitions) {
          positions.put(partition, consumer.position(partition, PATIENCE));
        }
      }
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void note(JsonNode event, long nanos) {
    String id = event.get("reviewId").asText();
    synchronized (versions) {
      versions.add(id + "|" + event.get("timestamp").asText());
    }
    long number = Long.parseLong(id.substring(1));
    waits.removeIf(
        wait -> {
          if (number < wait.firstNumber) {
            return false;
          }
          wait.seenNanos = nanos;
          wait.seen.countDown();
          return true;
        });
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
