package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads topics up to where they end at the moment of asking, committed records only. Each call has
 * a consumer of its own. Topics that go on are followed by {@link TopicFollower}.
 */
public final class CommittedRecords {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MAX_SILENT_POLLS = 120;

  private final String bootstrapServers;
  private final Map<String, String> kafkaProperties;

  public CommittedRecords(JobConfig config) {
    this(config.bootstrapServers(), config.kafkaProperties());
  }

  CommittedRecords(String bootstrapServers, Map<String, String> kafkaProperties) {
    this.bootstrapServers = bootstrapServers;
    this.kafkaProperties = kafkaProperties;
  }

  /**
   * Hands over all records, partition by partition, each in its order.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic
   */
  public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    read(topic, Map.of(), reader);
  }

  /**
   * The same from certain offsets on.
   *
   * @param from by partition; a partition that is not named is read from its beginning
   */
  public void read(
      String topic, Map<Integer, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    try (var consumer = consumer()) {
      List<TopicPartition> assigned = assign(consumer, List.of(topic));
      Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
      for (TopicPartition partition : assigned) {
        consumer.assign(List.of(partition));
        Long offset = from.get(partition.partition());
        if (offset == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, offset);
        }
        read(consumer, partition, ends.getOrDefault(partition, 0L), reader);
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  /**
   * Hands over all records, and waits for those that matter and are hidden by an open transaction,
   * be it their own or one that began before them. One that is aborted was never there.
   *
   * @param matters whether a record does, committed or not
   * @throws IOException if the brokers can't be reached, know no such topic, or a transaction hides
   *     what matters for a minute
   */
  public void readHidden(
      String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> matters,
      Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    try (var consumer = consumer()) {
      for (TopicPartition partition : assign(consumer, List.of(topic))) {
        consumer.assign(List.of(partition));
        long visible = end(consumer, partition);
        long end = endOfHidden(partition, visible, matters);
        consumer.seekToBeginning(List.of(partition));
        try {
          read(consumer, partition, end, reader);
        } catch (SilentException e) {
          throw new IOException(
              "an open transaction hides records of partition %s of %s from offset %s on: it must end first"
                  .formatted(partition.partition(), topic, consumer.position(partition)),
              e);
        }
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** The offset after the last record that matters; where readers get to if none is hidden. */
  private long endOfHidden(
      TopicPartition partition, long visible, Predicate<ConsumerRecord<byte[], byte[]>> matters)
      throws IOException {
    Properties properties = ClientSettings.consumer(bootstrapServers, kafkaProperties);
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    long[] last = {visible};
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, visible);
      read(
          consumer,
          partition,
          end(consumer, partition),
          record -> {
            if (matters.test(record)) {
              last[0] = record.offset() + 1;
            }
          });
    }
    return last[0];
  }

  /** Hands over what an assigned consumer gets until it has come to an offset, and some more. */
  static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    readWhile(
        consumer,
        partition,
        end,
        record -> {
          reader.accept(record);
          return true;
        });
  }

  /** The same until the reader has had enough. */
  static void readWhile(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    int silent = 0;
    for (long at = consumer.position(partition); at < end; ) {
      var records = consumer.poll(POLL);
      long next = consumer.position(partition);
      // A poll may come over nothing but what was aborted.
      silent = next == at ? silent + 1 : 0;
      at = next;
      if (silent == MAX_SILENT_POLLS) {
        throw new SilentException(partition.topic());
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (!reader.test(record)) {
          return;
        }
      }
    }
  }

  /**
   * Where the topic's partitions end: every record that is committed later has such an offset or a
   * higher one.
   *
   * @throws IOException if the brokers can't be reached
   */
  public Map<Integer, Long> ends(String topic) throws IOException {
    try (var consumer = consumer()) {
      Map<Integer, Long> ends = new HashMap<>();
      consumer
          .endOffsets(assign(consumer, List.of(topic)))
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = ClientSettings.consumer(bootstrapServers, kafkaProperties);
    return new KafkaConsumer<>(properties);
  }

  /**
   * Assigns all partitions of topics to a consumer.
   *
   * @throws UnknownTopicOrPartitionException if one is not there
   */
  List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, Collection<String> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException("there is no topic " + topic);
      }
      partitions.forEach(each -> all.add(new TopicPartition(topic, each.partition())));
    }
    consumer.assign(all);
    return all;
  }

  /** For a minute nothing came, though the end was not reached. */
  private static final class SilentException extends IOException {
    private static final long serialVersionUID = 1;

    SilentException(String topic) {
      super("topic " + topic + " can't be read to its end");
    }
  }
}
