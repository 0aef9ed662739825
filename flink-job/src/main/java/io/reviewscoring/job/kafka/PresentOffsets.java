package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the offsets that are to be read next are still in their topic. A topic that was made
 * anew, and has grown past them since, can't be told from the old one. Immutable.
 */
final class PresentOffsets implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PresentOffsets.class);

  private final String bootstrapServers;
  private final Properties clients;
  private final boolean acceptLoss;

  PresentOffsets(JobConfig config) {
    bootstrapServers = config.bootstrapServers();
    clients = ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties());
    acceptLoss = config.acceptLoss();
  }

  /**
   * The splits as they are to be read: as given, or where the loss is accepted from the first
   * offset that there is.
   *
   * @throws IOException if the brokers can't be asked
   * @throws SuppressRestartsException with one line, if an offset is not there
   */
  List<KafkaPartitionSplit> check(List<KafkaPartitionSplit> splits) throws IOException {
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (KafkaPartitionSplit split : splits) {
      if (split.getStartingOffset() >= 0) {
        earliest.put(split.getTopicPartition(), OffsetSpec.earliest());
        latest.put(split.getTopicPartition(), OffsetSpec.latest());
      }
    }
    if (earliest.isEmpty()) {
      return splits;
    }
    try (Admin admin = Admin.create(clients)) {
      var begins = admin.listOffsets(earliest).all().get();
      var ends = admin.listOffsets(latest).all().get();
      List<KafkaPartitionSplit> present = new ArrayList<>();
      for (KafkaPartitionSplit split : splits) {
        ListOffsetsResultInfo begin = begins.get(split.getTopicPartition());
        ListOffsetsResultInfo end = ends.get(split.getTopicPartition());
        present.add(
            begin == null || end == null ? split : check(split, begin.offset(), end.offset()));
      }
      return present;
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private KafkaPartitionSplit check(KafkaPartitionSplit split, long begin, long end) {
    long offset = split.getStartingOffset();
    if (begin <= offset && offset <= end) {
      return split;
    }
    String problem = problem(split.getTopicPartition(), offset, begin, end);
    if (!acceptLoss) {
      throw new SuppressRestartsException(new IllegalStateException(problem));
    }
    LOG.warn("accepted: {}", problem);
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        begin,
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }

  /**
   * What is wrong with an offset that is not there.
   *
   * @param offset that was to be read next
   * @param begin of what there is
   * @param end exclusive
   */
  static String problem(TopicPartition partition, long offset, long begin, long end) {
    return "partition %s of %s is to be read from offset %s, but holds %s to %s: %s; --accept.loss goes on at %s"
        .formatted(
            partition.partition(),
            partition.topic(),
            offset,
            begin,
            end,
            offset < begin
                ? (begin - offset) + " records were deleted before they were read"
                : "the topic was made anew or has lost records",
            begin);
  }
}
