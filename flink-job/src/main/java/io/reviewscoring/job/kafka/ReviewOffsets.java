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
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the offsets of the reviews' topic that are to be read. The ends are those of the moment of
 * asking, and what open transactions hide before them is waited for.
 */
public final class ReviewOffsets {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MAX_POLLS = 10;

  private final JobConfig config;
  private final OpenTransactions transactions;

  /**
   * @param patience how long to wait for open transactions at most
   * @param say takes a line for the user while they are waited for
   */
  public ReviewOffsets(JobConfig config, Duration patience, Consumer<String> say) {
    this.config = config;
    this.transactions = new OpenTransactions(config, config.reviewsTopic(), patience, say);
  }

  /**
   * All offsets at which a review of the range can stand. A review is dated {@code
   * timestamp.max-ahead} past its record at most, so none stands before the first record that is
   * stamped so much before the range; but it may have come at any time after.
   *
   * @param margin if given, what is stamped so much later than the range is not read
   * @throws ConfigurationException if there is no such topic
   * @throws IOException if the brokers can't be asked
   */
  public ReviewSpan ofTimes(EventTimeRange range, @Nullable Duration margin)
      throws IOException, ConfigurationException {
    try (TopicEnds topic = new TopicEnds(config, config.reviewsTopic())) {
      Extent extent = extent(topic);
      Map<TopicPartition, Long> from =
          topic.since(
              extent.begins, extent.ends, range.from() - config.timestampMaxAhead().toMillis());
      Map<TopicPartition, Long> to =
          margin == null ? extent.ends : to(topic, extent, range.to() + margin.toMillis());
      List<String> gaps = new ArrayList<>();
      extent.begins.forEach(
          (partition, begin) -> {
            if (begin > 0 && from.getOrDefault(partition, begin) <= begin) {
              gaps.add(gap(partition.partition(), begin));
            }
          });
      ReviewSpan span = span(topic, from, to, gaps);
      if (margin != null && span.size() == 0 && extent.isWritten()) {
        gaps.add(
            "no record of %s is stamped within the range and its --margin: without --margin all is read"
                .formatted(config.reviewsTopic()));
        span = new ReviewSpan(span.partitions(), gaps);
      }
      return span;
    }
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
    try (TopicEnds topic = new TopicEnds(config, config.reviewsTopic())) {
      Extent extent = extent(topic);
      TreeSet<Integer> named = new TreeSet<>(from.keySet());
      named.addAll(to.keySet());
      Map<TopicPartition, Long> firsts = new HashMap<>();
      Map<TopicPartition, Long> lasts = new HashMap<>();
      List<String> gaps = new ArrayList<>();
      for (int number : named) {
        TopicPartition partition = topic.partition(number);
        Long begin = extent.begins.get(partition);
        if (begin == null) {
          throw new ConfigurationException(
              "topic " + config.reviewsTopic() + " has no partition " + number);
        }
        long end = extent.end(partition);
        long last = to.getOrDefault(number, end);
        long first = from.getOrDefault(number, Math.min(begin, last));
        if (first > last || last > end) {
          throw new ConfigurationException(
              "partition %s can't be read from %s to %s: it ends at %s"
                  .formatted(number, first, last, end));
        }
        if (first < begin) {
          gaps.add(gap(number, begin));
        }
        firsts.put(partition, Math.max(first, begin));
        lasts.put(partition, last);
      }
      return span(topic, firsts, lasts, gaps);
    }
  }

  private String gap(int partition, long begin) {
    return "partition %s of %s begins at offset %s: older records were deleted"
        .formatted(partition, config.reviewsTopic(), begin);
  }

  private static Extent extent(TopicEnds topic) throws IOException, ConfigurationException {
    List<TopicPartition> partitions = topic.partitions();
    return new Extent(topic.begins(partitions), topic.ends(partitions));
  }

  /**
   * The first record that readers get which is stamped at or after an instant; the end where the
   * brokers' look-up leads to none within some hundred records, but to markers and aborted ones.
   */
  private Map<TopicPartition, Long> to(TopicEnds topic, Extent extent, long instant)
      throws IOException {
    Map<TopicPartition, Long> to = new HashMap<>(extent.ends);
    Map<TopicPartition, Long> committed = topic.committedEnds(extent.ends.keySet());
    try (KafkaConsumer<byte[], byte[]> consumer = new CommittedRecords(config).consumer()) {
      for (Map.Entry<TopicPartition, Long> found :
          topic.firstSince(extent.ends.keySet(), instant).entrySet()) {
        TopicPartition partition = found.getKey();
        long visible = committed.getOrDefault(partition, 0L);
        if (found.getValue() < visible) {
          consumer.assign(List.of(partition));
          consumer.seek(partition, found.getValue());
          to.put(partition, first(consumer, partition, instant, visible, extent.end(partition)));
        }
      }
      return to;
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private static long first(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long instant,
      long visible,
      long end) {
    ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
    for (int polls = 0;
        polls < MAX_POLLS && records.isEmpty() && consumer.position(partition) < visible;
        polls++) {
      records = consumer.poll(POLL);
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.timestamp() >= instant) {
        return record.offset();
      }
    }
    return end;
  }

  /** What of given offsets can be read, when open transactions have ended. */
  private ReviewSpan span(
      TopicEnds topic,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      List<String> gaps)
      throws IOException {
    Map<TopicPartition, Long> ends = new HashMap<>(to);
    ends.entrySet().removeIf(end -> from.getOrDefault(end.getKey(), 0L) >= end.getValue());
    Map<Integer, Long> visible = new HashMap<>();
    try {
      for (HiddenRecords hidden : transactions.await(topic, ends)) {
        visible.put(hidden.partition(), hidden.from());
        gaps.add(hidden.words());
      }
    } catch (InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
    List<PartitionRange> partitions = new ArrayList<>();
    for (Map.Entry<TopicPartition, Long> each : from.entrySet()) {
      int number = each.getKey().partition();
      long end = to.getOrDefault(each.getKey(), 0L);
      partitions.add(
          new PartitionRange(
              number,
              each.getValue(),
              Math.max(each.getValue(), Math.min(end, visible.getOrDefault(number, end)))));
    }
    partitions.sort(Comparator.comparingInt(PartitionRange::partition));
    return new ReviewSpan(partitions, gaps);
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
