package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the offsets of the reviews' topic that a backfill has to read. Only what is committed now
 * counts: the ends are fixed.
 */
public final class ReviewOffsets {
  private final JobConfig config;

  public ReviewOffsets(JobConfig config) {
    this.config = config;
  }

  /**
   * The offsets by the records' own timestamps. A review is dated {@code timestamp.max-ahead} past
   * its record at most, and may have come later than it is dated.
   *
   * @param margin how much earlier and later the records may be stamped than that says
   * @throws ConfigurationException if there is no such topic
   * @throws IOException if the brokers can't be asked
   */
  public ReviewSpan ofTimes(EventTimeRange range, Duration margin)
      throws IOException, ConfigurationException {
    long earliest = range.from() - config.timestampMaxAhead().toMillis();
    return resolve(
        (topic, consumer) -> {
          Map<TopicPartition, Long> wanted = firstSince(consumer, topic, earliest);
          Map<TopicPartition, Long> from =
              firstSince(consumer, topic, earliest - margin.toMillis());
          Map<TopicPartition, Long> to =
              firstSince(consumer, topic, range.to() + margin.toMillis());
          List<PartitionRange> partitions = new ArrayList<>();
          List<String> gaps = new ArrayList<>();
          topic.begins.forEach(
              (partition, begin) -> {
                long end = topic.end(partition);
                long first = from.getOrDefault(partition, end);
                partitions.add(
                    new PartitionRange(
                        partition.partition(),
                        first,
                        Math.max(first, to.getOrDefault(partition, end))));
                if (begin > 0 && wanted.getOrDefault(partition, end) <= begin) {
                  gaps.add(gap(partition.partition(), begin));
                }
              });
          ReviewSpan span = new ReviewSpan(sorted(partitions), gaps);
          if (span.size() == 0 && topic.isWritten()) {
            gaps.add(
                "no record of %s is stamped within the range: reviews that were loaded later than"
                        .formatted(config.reviewsTopic())
                    + " their event time need a larger --margin, or --from-offsets");
            span = new ReviewSpan(span.partitions(), gaps);
          }
          return span;
        });
  }

  /**
   * The offsets as given, by partition. A partition that only one of the maps names is read from
   * its beginning, or to its end; one that neither names is not read.
   *
   * @throws ConfigurationException if the topic has no such offsets
   * @throws IOException if the brokers can't be asked
   */
  public ReviewSpan ofOffsets(Map<Integer, Long> from, Map<Integer, Long> to)
      throws IOException, ConfigurationException {
    return resolve(
        (topic, consumer) -> {
          TreeSet<Integer> named = new TreeSet<>(from.keySet());
          named.addAll(to.keySet());
          List<PartitionRange> partitions = new ArrayList<>();
          List<String> gaps = new ArrayList<>();
          for (int number : named) {
            TopicPartition partition = new TopicPartition(config.reviewsTopic(), number);
            Long begin = topic.begins.get(partition);
            if (begin == null) {
              throw new ConfigurationException(
                  "topic " + config.reviewsTopic() + " has no partition " + number);
            }
            long end = topic.end(partition);
            long first = from.getOrDefault(number, begin);
            long last = to.getOrDefault(number, end);
            if (first > last || last > end) {
              throw new ConfigurationException(
                  "partition %d can't be read from %d to %d: its committed records end at %d"
                      .formatted(number, first, last, end));
            }
            if (first < begin) {
              gaps.add(gap(number, begin));
            }
            partitions.add(
                new PartitionRange(number, Math.max(first, begin), Math.max(last, begin)));
          }
          return new ReviewSpan(partitions, gaps);
        });
  }

  private String gap(int partition, long begin) {
    return "partition %d of %s begins at offset %d: older records were deleted"
        .formatted(partition, config.reviewsTopic(), begin);
  }

  private ReviewSpan resolve(Resolution resolution) throws IOException, ConfigurationException {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties()))) {
      var partitions = consumer.partitionsFor(config.reviewsTopic());
      if (partitions == null || partitions.isEmpty()) {
        throw new ConfigurationException("missing topic: " + config.reviewsTopic());
      }
      List<TopicPartition> all =
          partitions.stream()
              .map(each -> new TopicPartition(config.reviewsTopic(), each.partition()))
              .toList();
      return resolution.resolve(
          new Extent(consumer.beginningOffsets(all), consumer.endOffsets(all)), consumer);
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** The first committed record at or after an instant, of each partition that has one. */
  private static Map<TopicPartition, Long> firstSince(
      KafkaConsumer<byte[], byte[]> consumer, Extent topic, long instant) {
    Map<TopicPartition, Long> instants = new HashMap<>();
    topic.begins.keySet().forEach(partition -> instants.put(partition, Math.max(0, instant)));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, @Nullable OffsetAndTimestamp> found :
        consumer.offsetsForTimes(instants).entrySet()) {
      if (found.getValue() != null) {
        long offset = found.getValue().offset();
        offsets.put(found.getKey(), Math.min(offset, topic.end(found.getKey())));
      }
    }
    return offsets;
  }

  private static List<PartitionRange> sorted(List<PartitionRange> partitions) {
    return partitions.stream().sorted(Comparator.comparingInt(PartitionRange::partition)).toList();
  }

  private interface Resolution {
    ReviewSpan resolve(Extent topic, KafkaConsumer<byte[], byte[]> consumer)
        throws ConfigurationException;
  }

  /** Where the topic's partitions begin and end now. */
  private record Extent(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    long end(TopicPartition partition) {
      return ends.getOrDefault(partition, 0L);
    }

    /** Whether it ever held a record. */
    boolean isWritten() {
      return ends.values().stream().anyMatch(end -> end > 0);
    }
  }
}
