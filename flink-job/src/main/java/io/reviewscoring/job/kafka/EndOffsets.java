package io.reviewscoring.job.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Where partitions end: as given, or else where they end at the moment, committed or not. */
@SuppressWarnings("deprecation") // the connector's own type
final class EndOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  private final HashMap<Integer, Long> ends;

  /**
   * @param ends exclusive, by partition
   */
  EndOffsets(Map<Integer, Long> ends) {
    this.ends = new HashMap<>(ends);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever brokers) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Long end = ends.get(partition.partition());
      if (end != null) {
        offsets.put(partition, end);
      }
    }
    offsets.putAll(
        brokers.endOffsets(
            partitions.stream()
                .filter(partition -> !offsets.containsKey(partition))
                .collect(Collectors.toSet())));
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.LATEST;
  }
}
