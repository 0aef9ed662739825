package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Hands what is committed to topics to their receivers, on a thread of its own. */
final class TopicFollower implements AutoCloseable {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Consumer<JsonNode>> receivers;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  /**
   * Begins to follow.
   *
   * @param receivers by topic; all called by one thread
   */
  TopicFollower(DemoTopics topics, Map<String, Consumer<JsonNode>> receivers) {
    this.receivers = Map.copyOf(receivers);
    this.consumer = topics.consumer(receivers.keySet());
    this.thread = new Thread(this::follow, "topic-follower");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          Consumer<JsonNode> receiver = receivers.get(record.topic());
          if (receiver != null && record.value() != null) {
            receiver.accept(mapper.readTree(record.value()));
          }
        }
      }
    } catch (WakeupException e) {
      // close() has called.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
