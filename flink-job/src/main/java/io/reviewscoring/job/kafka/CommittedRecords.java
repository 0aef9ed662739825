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
        read(
            consumer,
            partition,
            ends.getOrDefault(partition, 0L),
            record -> {
              reader.accept(record);
              return true;
            });
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  /**
   * Hands over an assigned partition's records from where the consumer stands.
   *
   * @param end nothing from there on is waited for
   * @param reader says whether it wants more
   */
  static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    int silent = 0;
    while (consumer.position(partition) < end) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent == MAX_SILENT_POLLS) {
        throw new IOException("topic " + partition.topic() + " can't be read to its end");
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
}
