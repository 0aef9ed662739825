package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.EventTimeRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of the reviews' topic, about as much of each partition. Nothing is committed and
 * nobody's group is joined.
 */
public final class TopicSample {
  /** Long enough for those transactions that come and go. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JobConfig config;

  public TopicSample(JobConfig config) {
    this.config = config;
  }

  /**
   * Hands over records. The last ones may come in another order than they stand.
   *
   * @param size how many at most; fewer only where there are no more
   * @param last whether the last ones, if no range is given
   * @param range of the records' own timestamps; null for all. In a partition the reading ends with
   *     the first one past it
   * @return what open transactions hide, of what would have been read, a line each
   * @throws IOException if the brokers can't be reached
   * @throws ConfigurationException if there is no such topic
   */
  public List<String> read(
      long size, boolean last, @Nullable EventTimeRange range, Consumer<SourceRecord> reader)
      throws IOException, ConfigurationException, InterruptedException {
    boolean fromEnd = last && range == null;
    var transactions = new OpenTransactions(config, config.reviewsTopic(), PATIENCE, unused -> {});
    List<String> hidden = transactions.await(transactions.presentEnds());
    CommittedRecords committed = new CommittedRecords(config);
    try (KafkaConsumer<byte[], byte[]> consumer = committed.consumer()) {
      List<TopicPartition> partitions = committed.assign(consumer, List.of(config.reviewsTopic()));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> begins = begins(consumer.beginningOffsets(partitions), ends, range);
      List<PartitionSample> samples = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        long begin = begins.getOrDefault(partition, end);
        samples.add(new PartitionSample(consumer, partition, begin, end, fromEnd, range));
      }
      return read(size, samples, reader) == size && !fromEnd ? List.of() : hidden;
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** As much of each as of the others; what one has not the others give. */
  private static long read(long size, List<PartitionSample> samples, Consumer<SourceRecord> reader)
      throws IOException {
    long left = size;
    List<PartitionSample> more = remaining(samples);
    while (left > 0 && !more.isEmpty()) {
      int untaken = more.size();
      for (PartitionSample sample : more) {
        left -= sample.take(left / untaken--, reader);
      }
      more = remaining(more);
    }
    return size - left;
  }

  private static List<PartitionSample> remaining(List<PartitionSample> samples) {
    return samples.stream()
        .filter(sample -> sample.left() > 0)
        .sorted(Comparator.comparingLong(PartitionSample::left))
        .toList();
  }

  private Map<TopicPartition, Long> begins(
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends,
      @Nullable EventTimeRange range)
      throws IOException {
    if (range == null) {
      return beginnings;
    }
    try (TopicEnds topic = new TopicEnds(config, config.reviewsTopic())) {
      return topic.since(beginnings, ends, range.from());
    }
  }
}
