package io.reviewscoring.job.redrive;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.KafkaFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What open transactions hide in a topic. What was sent again is told there, too: it must be seen
 * before anything is sent, or it would be sent twice.
 */
final class HiddenRecords {
  private static final long PAUSE_MILLIS = 200;

  private final JobConfig config;
  private final String topic;

  HiddenRecords(JobConfig config, String topic) {
    this.config = config;
    this.topic = topic;
  }

  /**
   * Waits until all that stands in the topic now is visible.
   *
   * @throws IOException if it isn't in time, or the brokers can't be asked
   */
  void await(Duration limit) throws IOException {
    CommittedRecords records = new CommittedRecords(config);
    Map<Integer, Long> visible = records.ends(topic);
    Map<Integer, Long> ends = ends(visible);
    long begin = System.nanoTime();
    while (true) {
      Map<Integer, Long> seen = visible;
      var hidden =
          ends.entrySet().stream()
              .filter(end -> seen.getOrDefault(end.getKey(), 0L) < end.getValue())
              .findFirst();
      if (hidden.isEmpty()) {
        return;
      }
      if (System.nanoTime() - begin > limit.toNanos()) {
        int partition = hidden.get().getKey();
        throw new IOException(
            "an open transaction hides what stands behind %s, partition %d, offset %d: it ends when"
                    .formatted(topic, partition, seen.getOrDefault(partition, 0L))
                + " the job goes on, or after transaction.timeout");
      }
      pause();
      visible = records.ends(topic);
    }
  }

  /** Where partitions end, with what isn't committed. */
  private Map<Integer, Long> ends(Map<Integer, Long> partitions) throws IOException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(
        (partition, end) -> latest.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      Map<Integer, Long> ends = new HashMap<>();
      for (var end : admin.listOffsets(latest).all().get().entrySet()) {
        ends.put(end.getKey().partition(), end.getValue().offset());
      }
      return ends;
    } catch (ExecutionException | InterruptedException | KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }
}
