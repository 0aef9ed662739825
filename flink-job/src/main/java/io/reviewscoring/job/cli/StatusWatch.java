package io.reviewscoring.job.cli;

import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Follows the status topic from its end at the moment of construction. Not thread-safe. */
final class StatusWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param settings of a consumer of bytes
   */
  StatusWatch(Properties settings, String topic) throws IOException {
    bootstrapServers = settings.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
    try {
      consumer = new KafkaConsumer<>(settings);
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
    try {
      List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToEnd(partition);
      consumer.position(partition.get(0));
    } catch (KafkaException e) {
      consumer.close();
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  /**
   * Hands over all statuses until one is the last that the reader wants.
   *
   * @param isLast takes a status and says whether to stop
   * @return whether it came in time
   */
  boolean follow(Predicate<ModelStatus> isLast, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (System.nanoTime() - deadline < 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Optional<ModelStatus> status = status(record.value());
          if (status.isPresent() && isLast.test(status.get())) {
            return true;
          }
        }
      }
      return false;
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private static Optional<ModelStatus> status(byte @Nullable [] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(Messages.modelStatus(value));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
