package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of the reviews' topic, about as much of each partition. Nothing is committed and
 * nobody's group is joined.
 */
public final class TopicSample {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int MAX_SILENT_POLLS = 60;

  private final JobConfig config;

  public TopicSample(JobConfig config) {
    this.config = config;
  }

  /**
   * Hands over records.
   *
   * @param size how many at most
   * @param last whether the last ones, if no range is given
   * @param range of the records' own timestamps; null for all. In a partition the reading ends with
   *     the first one past it
   * @throws IOException if the brokers can't be reached, or know no such topic
   */
  public void read(
      long size, boolean last, @Nullable EventTimeRange range, Consumer<SourceRecord> reader)
      throws IOException {
    CommittedRecords committed = new CommittedRecords(config);
    try (KafkaConsumer<byte[], byte[]> consumer = committed.consumer()) {
      List<TopicPartition> partitions = committed.assign(consumer, List.of(config.reviewsTopic()));
      Map<TopicPartition, Long> begins = begins(consumer, partitions, range);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<TopicPartition> smallestFirst =
          partitions.stream()
              .sorted(Comparator.comparingLong(each -> length(begins, ends, each)))
              .toList();
      long left = size;
      int partitionsLeft = partitions.size();
      for (TopicPartition partition : smallestFirst) {
        long quota = left / partitionsLeft--;
        long end = ends.getOrDefault(partition, 0L);
        long begin = begins.getOrDefault(partition, end);
        long from = last && range == null ? Math.max(begin, end - quota) : begin;
        left -= read(consumer, partition, from, end, quota, range, reader);
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private static long length(
      Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, TopicPartition partition) {
    long end = ends.getOrDefault(partition, 0L);
    return end - begins.getOrDefault(partition, end);
  }

  private static Map<TopicPartition, Long> begins(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      @Nullable EventTimeRange range) {
    if (range == null) {
      return consumer.beginningOffsets(partitions);
    }
    Map<TopicPartition, Long> instants = new HashMap<>();
    partitions.forEach(partition -> instants.put(partition, Math.max(0, range.from())));
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (Map.Entry<TopicPartition, @Nullable OffsetAndTimestamp> found :
        consumer.offsetsForTimes(instants).entrySet()) {
      if (found.getValue() != null) {
        begins.put(found.getKey(), found.getValue().offset());
      }
    }
    return begins;
  }

  /** Returns how many were handed over. */
  private static long read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long end,
      long quota,
      @Nullable EventTimeRange range,
      Consumer<SourceRecord> reader)
      throws IOException {
    if (quota == 0 || from >= end) {
      return 0;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long read = 0;
    int silent = 0;
    while (consumer.position(partition) < end) {
      var records = consumer.poll(POLL);
      silent = records.isEmpty() ? silent + 1 : 0;
      if (silent == MAX_SILENT_POLLS) {
        throw new IOException("topic " + partition.topic() + " can't be read to its end");
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (read == quota
            || record.offset() >= end
            || (range != null && record.timestamp() >= range.to())) {
          return read;
        }
        if (range == null || range.contains(record.timestamp())) {
          reader.accept(source(record));
          read++;
        }
      }
    }
    return read;
  }

  private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.key(),
        record.value(),
        new SourceCoordinates(
            record.topic(), record.partition(), record.offset(), record.timestamp()));
  }
}
