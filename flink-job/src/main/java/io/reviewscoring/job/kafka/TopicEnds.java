package io.reviewscoring.job.kafka;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A topic as the brokers tell of it; each question is asked anew. Not thread-safe.
 *
 * <p>All methods throw an {@link IOException} with one line if the brokers can't be asked.
 */
final class TopicEnds implements AutoCloseable {
  private final String bootstrapServers;
  private final String name;
  private final Admin admin;

  TopicEnds(JobConfig config, String name) throws IOException {
    bootstrapServers = config.bootstrapServers();
    this.name = name;
    try {
      admin = Admin.create(ClientSettings.admin(bootstrapServers, config.kafkaProperties()));
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  Admin admin() {
    return admin;
  }

  TopicPartition partition(int number) {
    return new TopicPartition(name, number);
  }

  /**
   * Its partitions, in order.
   *
   * @throws ConfigurationException if there is no such topic
   */
  List<TopicPartition> partitions() throws IOException, ConfigurationException {
    try {
      TopicDescription topic =
          requireNonNull(await(admin.describeTopics(List.of(name)).allTopicNames()).get(name));
      return topic.partitions().stream()
          .map(TopicPartitionInfo::partition)
          .sorted(Comparator.naturalOrder())
          .map(this::partition)
          .toList();
    } catch (IOException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ConfigurationException("missing topic: " + name);
      }
      throw e;
    }
  }

  /** The offset of the first record that is kept. */
  Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) throws IOException {
    return offsets(ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED));
  }

  /** The offset after the last record, committed or not. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws IOException {
    return offsets(ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED));
  }

  /** The offset at which an open transaction begins, or else the end. */
  Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions)
      throws IOException {
    return offsets(ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED));
  }

  /**
   * The first offset that holds something stamped at or after an instant: a record, one that was
   * aborted, or a transaction's marker, which bears its coordinator's clock. So a record that is
   * stamped so may come later, but none comes earlier. No entry where the brokers find nothing.
   */
  Map<TopicPartition, Long> firstSince(Collection<TopicPartition> partitions, long instant)
      throws IOException {
    return offsets(
        ask(
            partitions,
            OffsetSpec.forTimestamp(Math.max(0, instant)),
            IsolationLevel.READ_UNCOMMITTED));
  }

  /**
   * Where records that are stamped at or after an instant can begin. Compaction may take the record
   * that bears a segment's latest timestamp and leave the timestamp: then the brokers find nothing,
   * in this and in all later segments, and only all of the partition is sure to hold them.
   *
   * @param begins by partition
   * @param ends exclusive, by partition
   */
  Map<TopicPartition, Long> since(
      Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, long instant)
      throws IOException {
    Map<TopicPartition, Long> since = new HashMap<>(firstSince(begins.keySet(), instant));
    List<TopicPartition> unfound =
        begins.keySet().stream().filter(partition -> !since.containsKey(partition)).toList();
    if (!unfound.isEmpty()) {
      Map<TopicPartition, Long> latest = latestTimestamps(unfound);
      for (TopicPartition partition : unfound) {
        boolean over = latest.getOrDefault(partition, Long.MAX_VALUE) < instant;
        since.put(partition, (over ? ends : begins).getOrDefault(partition, 0L));
      }
    }
    return since;
  }

  /** The latest timestamp. No entry where the brokers don't find the record that bears it. */
  Map<TopicPartition, Long> latestTimestamps(Collection<TopicPartition> partitions)
      throws IOException {
    return present(
        ask(partitions, OffsetSpec.maxTimestamp(), IsolationLevel.READ_UNCOMMITTED),
        ListOffsetsResultInfo::timestamp);
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResultInfo> answers) {
    return present(answers, ListOffsetsResultInfo::offset);
  }

  private static Map<TopicPartition, Long> present(
      Map<TopicPartition, ListOffsetsResultInfo> answers,
      Function<ListOffsetsResultInfo, Long> value) {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue().offset() >= 0)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, answer -> value.apply(answer.getValue()), (a, b) -> b));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ask(
      Collection<TopicPartition> partitions, OffsetSpec what, IsolationLevel level)
      throws IOException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, what));
    return await(admin.listOffsets(question, new ListOffsetsOptions(level)).all());
  }

  private <T> T await(KafkaFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
