package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.ReviewsStart;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the reviews begin without state. The connector's own initializers also say where a reader
 * goes on whose offset is gone, with state or without; here it goes nowhere, and fails.
 */
@SuppressWarnings("deprecation") // the connector's own type
final class StartOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  private final ReviewsStart start;

  StartOffsets(ReviewsStart start) {
    this.start = start;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever brokers) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    long elsewhere =
        start == ReviewsStart.LATEST
            ? KafkaPartitionSplit.LATEST_OFFSET
            : KafkaPartitionSplit.EARLIEST_OFFSET;
    partitions.forEach(partition -> offsets.put(partition, elsewhere));
    if (start == ReviewsStart.COMMITTED) {
      offsets.putAll(brokers.committedOffsets(partitions));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
