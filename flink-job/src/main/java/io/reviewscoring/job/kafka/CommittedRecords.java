package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads topics up to where they end at the moment of asking, committed records only. Each call has
 * a consumer of its own.
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
   * Hands over all records, each partition's in order.
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
      List<TopicPartition> assigned = partitions(consumer, topic);
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      for (TopicPartition partition : assigned) {
        Long offset = from.get(partition.partition());
        if (offset != null) {
          consumer.seek(partition, offset);
        }
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
      int silent = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        var records = consumer.poll(POLL);
        silent = records.isEmpty() ? silent + 1 : 0;
        if (silent == MAX_SILENT_POLLS) {
          throw new IOException("topic " + topic + " can't be read to its end");
        }
        records.forEach(reader);
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
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
          .endOffsets(partitions(consumer, topic))
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = ClientSettings.consumer(bootstrapServers, kafkaProperties);
    return new KafkaConsumer<>(properties);
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    return partitions.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
  }
}
