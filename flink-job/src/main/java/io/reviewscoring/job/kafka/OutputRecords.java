package io.reviewscoring.job.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of an output topic. They carry no timestamp, so that they are stamped when they are
 * appended: stamped with event time, a replay of last year would fall to the broker's retention at
 * once.
 */
final class OutputRecords<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, String> topic;
  private final List<String> topics;
  private final SerializableFunction<T, byte[]> key;
  private final SerializableFunction<T, byte[]> value;
  private final byte @Nullable [] runId;

  /**
   * @param runId goes along in the header {@link RunHeader#NAME}; null for none
   */
  OutputRecords(
      String topic,
      SerializableFunction<T, byte[]> key,
      SerializableFunction<T, byte[]> value,
      @Nullable String runId) {
    this(element -> topic, List.of(topic), key, value, runId);
  }

  /**
   * The same for several topics.
   *
   * @param topic says to which a record goes, one of topics
   */
  OutputRecords(
      SerializableFunction<T, String> topic,
      List<String> topics,
      SerializableFunction<T, byte[]> key,
      SerializableFunction<T, byte[]> value,
      @Nullable String runId) {
    this.topic = topic;
    this.topics = List.copyOf(topics);
    this.key = key;
    this.value = value;
    this.runId = runId == null ? null : RunHeader.value(runId);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.apply(element), key.apply(element), value.apply(element));
    if (runId != null) {
      record.headers().add(RunHeader.NAME, runId);
    }
    return record;
  }

  /** The sink asks for its topics, to find transactions that an earlier run left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
  }
}
