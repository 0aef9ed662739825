package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows topics as records are committed to them, in the thread that asks and in no consumer
 * group. Topics that end are read by {@link CommittedRecords}. Not thread-safe, but for {@link
 * #wakeUp()}.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private TopicFollower(String bootstrapServers, KafkaConsumer<byte[], byte[]> consumer) {
    this.bootstrapServers = bootstrapServers;
    this.consumer = consumer;
  }

  /**
   * Begins with the records that are there.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic
   */
  public static TopicFollower fromBeginning(JobConfig config, Collection<String> topics)
      throws IOException {
    return start(config, topics, false);
  }

  /**
   * Begins with what is committed after this call.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic
   */
  public static TopicFollower fromEnd(JobConfig config, String topic) throws IOException {
    return start(config, List.of(topic), true);
  }

  private static TopicFollower start(JobConfig config, Collection<String> topics, boolean atEnd)
      throws IOException {
    CommittedRecords records = new CommittedRecords(config);
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = records.consumer();
      for (TopicPartition partition : records.assign(consumer, topics)) {
        if (atEnd) {
          consumer.seekToEnd(List.of(partition));
          // Asks now: the position is lazy, and what comes in between would be missed.
          consumer.position(partition);
        } else {
          consumer.seekToBeginning(List.of(partition));
        }
      }
      return new TopicFollower(config.bootstrapServers(), consumer);
    } catch (KafkaException e) {
      if (consumer != null) {
        consumer.close();
      }
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /**
   * Hands over records, each partition's in order, until one is the last that the reader wants or
   * somebody wakes it up.
   *
   * @param isLast takes a record and says whether to stop
   * @return whether the last one came in time
   * @throws IOException if the brokers refuse
   */
  public boolean follow(Predicate<ConsumerRecord<byte[], byte[]>> isLast, Duration timeout)
      throws IOException {
    long begin = System.nanoTime();
    try {
      while (System.nanoTime() - begin < timeout.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (isLast.test(record)) {
            return true;
          }
        }
      }
      return false;
    } catch (WakeupException e) {
      return false;
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  /** Ends a {@link #follow}; from any thread. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
