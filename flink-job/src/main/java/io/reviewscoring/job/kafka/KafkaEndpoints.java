package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.ControlDeserializer;
import io.reviewscoring.job.graph.Sinks;
import io.reviewscoring.job.graph.Sources;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewDeserializer;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's sources and sinks in Kafka, as the configuration names them. */
public final class KafkaEndpoints {
  private final JobConfig config;

  public KafkaEndpoints(JobConfig config) {
    this.config = config;
  }

  /** The reviews from where the configuration says, and the control topic from its beginning. */
  public Sources sources() {
    var limits = new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead());
    return new Sources(
        source(config.reviewsTopic(), "reviews", new ReviewDeserializer(limits))
            .setGroupId(config.groupId())
            .setStartingOffsets(start())
            .build(),
        source(config.controlTopic(), "control", new ControlDeserializer())
            .setGroupId(config.groupId() + "-control")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .build(),
        new ControlTopic(config));
  }

  /** The output topics: one transactional id prefix for each. */
  public Sinks sinks() {
    return new Sinks(
        sink("sentiment", config.sentimentTopic(), RecordKeys::of, Messages::json),
        sink("aggregates", config.aggregatesTopic(), RecordKeys::of, Messages::json),
        sink("dead-letters", config.deadLettersTopic(), RecordKeys::of, Messages::json),
        sink("status", config.statusTopic(), RecordKeys::of, Messages::json));
  }

  private <T> KafkaSourceBuilder<T> source(
      String topic, String name, KafkaRecordDeserializationSchema<T> deserializer) {
    KafkaSourceBuilder<T> builder =
        KafkaSource.<T>builder()
            .setProperties(userProperties())
            .setBootstrapServers(config.bootstrapServers())
            .setTopics(topic)
            .setClientIdPrefix(config.jobName() + "-" + name)
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            .setDeserializer(deserializer);
    if (config.reviewsBounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder;
  }

  @SuppressWarnings("deprecation") // the connector's own parameter type
  private OffsetsInitializer start() {
    return switch (config.reviewsStart()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  private <T> KafkaSink<T> sink(
      String name,
      String topic,
      SerializableFunction<T, byte[]> key,
      SerializableFunction<T, byte[]> value) {
    KafkaSinkBuilder<T> builder =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(userProperties())
            .setBootstrapServers(config.bootstrapServers())
            .setDeliveryGuarantee(config.deliveryGuarantee())
            .setRecordSerializer(new OutputRecords<>(topic, key, value));
    if (config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      // Pooled names: at a checkpoint a second, numbered ones are 86,400 a day and sink in the
      // broker's memory.
      builder
          .setProperty(
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              Long.toString(config.transactionTimeout().toMillis()))
          .setTransactionalIdPrefix(transactionalIdPrefix(config.jobName(), name))
          .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING);
    }
    return builder.build();
  }

  /**
   * No job's prefix begins another's, as job names hold no slash. A starting job aborts all open
   * transactions that begin with its own: with "a-sentiment" job "a" would take those of a job
   * named "a-sentiment" that writes to the same topic.
   */
  static String transactionalIdPrefix(String jobName, String sink) {
    return jobName + "/" + sink;
  }

  private Properties userProperties() {
    Properties properties = new Properties();
    properties.putAll(config.kafkaProperties());
    return properties;
  }
}
