package io.reviewscoring.demo;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The job's topics on the demo's broker, seen from outside of the job. Thread-safe. */
final class DemoTopics {
  /** Partitions of all topics but the control plane's. */
  static final int PARTITIONS = 2;

  private final String bootstrapServers;
  private final JobConfig config;

  DemoTopics(JobConfig config) {
    this.bootstrapServers = config.bootstrapServers();
    this.config = config;
  }

  void create() throws IOException {
    new Topics(config).create(PARTITIONS);
  }

  Admin admin() {
    return Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
    // Larger than any broker takes: it is the broker who refuses.
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "33554432");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Hands over all records of jobs that have ended as JSON, partition by partition in their order.
   * Brokers answer a commit before readers see all of it: that is waited for.
   */
  void readCommitted(String topic, Consumer<byte[]> values) throws IOException {
    new CommittedRecords(config)
        .readHidden(
            topic,
            record -> true,
            record -> Optional.ofNullable(DeadLetterRecord.json(record)).ifPresent(values));
  }

  /** About how many records a topic has, uncommitted ones and markers included. */
  long size(Admin admin, String topic) throws DemoException {
    try {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .mapToInt(description -> description.partitions().size())
              .sum();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw DemoException.because("the broker does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static DemoException interrupted() {
    Thread.currentThread().interrupt();
    return new DemoException(DemoException.FAILURE, "interrupted");
  }
}
