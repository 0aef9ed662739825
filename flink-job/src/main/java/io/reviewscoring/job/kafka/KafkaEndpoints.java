package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.ControlDeserializer;
import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.graph.Sinks;
import io.reviewscoring.job.graph.Sources;
import io.reviewscoring.job.message.ComparisonJson;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.parse.EventTimeRange;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewDeserializer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The job's sources and sinks in Kafka, as the configuration names them. */
public final class KafkaEndpoints {
  /**
   * Kafka's own 16 KiB are full after 36 events, before they have waited as long as they may: each
   * request costs job and brokers processor time.
   */
  private static final String BATCH_BYTES = "65536";

  private static final String DISCOVERY_INTERVAL =
      KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key();

  /** Flink's own is 5 minutes, in which the first reviews of a new partition grow late. */
  private static final String DISCOVERY_MILLIS = "30000";

  private final JobConfig config;
  private final @Nullable JobClaim claim;

  /** Without a claim on the job's name. */
  public KafkaEndpoints(JobConfig config) {
    this(config, null);
  }

  /**
   * @param claim held by the control source; no sink touches a transaction before
   */
  public KafkaEndpoints(JobConfig config, @Nullable JobClaim claim) {
    this.config = config;
    this.claim = claim;
  }

  /** The reviews from where the configuration says, and the control topic from its beginning. */
  public Sources sources() {
    return sources(Map.of());
  }

  /**
   * The same.
   *
   * @param ends where a bounded run ends, by partition of the reviews' topic; others end where they
   *     end when the job starts
   */
  public Sources sources(Map<Integer, Long> ends) {
    return new Sources(
        toEnd(
            source("reviews", reviewDeserializer())
                .setTopics(config.reviewsTopic())
                .setGroupId(config.groupId())
                .setStartingOffsets(new StartOffsets(config.reviewsStart()))
                .setProperty(
                    DISCOVERY_INTERVAL,
                    config.kafkaProperties().getOrDefault(DISCOVERY_INTERVAL, DISCOVERY_MILLIS)),
            new EndOffsets(ends),
            new PresentOffsets(config),
            null),
        EventTimeRange.ALL,
        toEnd(
            source("control", new ControlDeserializer())
                .setTopics(config.controlTopic())
                .setGroupId(config.groupId() + "-control")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false"),
            OffsetsInitializer.latest(),
            null,
            claim),
        new ControlTopic(config));
  }

  /**
   * A fixed part of the reviews. The control topic is not read: all decisions are in the log.
   *
   * @param range the event times that are scored
   * @param decisions as they were recorded
   * @param maxRate how many records are read a second at most; null for no limit
   */
  @SuppressWarnings("deprecation") // the connector's own parameter type
  public Sources replay(
      ReviewSpan span, EventTimeRange range, ControlLog decisions, @Nullable Integer maxRate) {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    for (PartitionRange each : span.partitions()) {
      TopicPartition partition = new TopicPartition(config.reviewsTopic(), each.partition());
      from.put(partition, each.from());
      to.put(partition, each.to());
    }
    KafkaSource<Parsed> reviews =
        source("reviews", reviewDeserializer())
            .setPartitions(new HashSet<>(from.keySet()))
            // Never leaps over what retention deletes meanwhile: that must be seen.
            .setStartingOffsets(OffsetsInitializer.offsets(from, OffsetResetStrategy.NONE))
            .setBounded(OffsetsInitializer.offsets(to, OffsetResetStrategy.NONE))
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .build();
    return new Sources(
        new JobSource<>(reviews, null, null, maxRate),
        range,
        // Flink's source of nothing has one record: a tombstone, which tells the gate nothing.
        new DataGeneratorSource<>(
            index -> new ControlRecord(null, ModelStatus.INITIAL_OFFSET),
            0,
            TypeInformation.of(ControlRecord.class)),
        decisions);
  }

  /** How a record of the reviews' topic is read. */
  ReviewDeserializer reviewDeserializer() {
    return new ReviewDeserializer(
        config.reviewsForm(), new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead()));
  }

  /** The output topics: one transactional id prefix for each. */
  public Sinks sinks() {
    String job = config.jobName();
    SerializableFunction<ModelStatus, byte[]> value = status -> Messages.json(status.withJob(job));
    return sinks(null, sink("status", config.statusTopic(), RecordKeys::of, value, null));
  }

  /** The same with the run's id in each record's headers, and without the status topic. */
  public Sinks sinks(String runId) {
    return sinks(runId, new DiscardingSink<>());
  }

  private Sinks sinks(@Nullable String runId, Sink<ModelStatus> status) {
    return new Sinks(
        sink("sentiment", new EventRecords(config, runId)),
        sink("aggregates", config.aggregatesTopic(), RecordKeys::of, Messages::json, runId),
        sink("comparisons", config.comparisonTopic(), RecordKeys::of, ComparisonJson::of, runId),
        sink("dead-letters", new DeadLetterRecords(config, runId)),
        status);
  }

  private <T> KafkaSourceBuilder<T> source(
      String name, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setProperties(userProperties())
        .setBootstrapServers(config.bootstrapServers())
        .setClientIdPrefix(config.jobName() + "-" + name)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setDeserializer(deserializer);
  }

  /** As it is for a stream; for a bounded run up to its end. */
  private <T> Source<T, ?, ?> toEnd(
      KafkaSourceBuilder<T> builder,
      OffsetsInitializer ends,
      @Nullable PresentOffsets present,
      @Nullable JobClaim held) {
    return new JobSource<>(
        config.reviewsBounded() ? builder.setBounded(ends).build() : builder.build(),
        present,
        held,
        null);
  }

  private <T> Sink<T> sink(
      String name,
      String topic,
      SerializableFunction<T, byte[]> key,
      SerializableFunction<T, byte[]> value,
      @Nullable String runId) {
    return sink(name, new OutputRecords<>(topic, key, value, runId));
  }

  private <T> Sink<T> sink(String name, KafkaRecordSerializationSchema<T> records) {
    Properties producer = userProperties();
    producer.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    RecordLimit.leaveToTopic(producer);
    KafkaSinkBuilder<T> builder =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(producer)
            .setBootstrapServers(config.bootstrapServers())
            .setDeliveryGuarantee(config.deliveryGuarantee())
            .setRecordSerializer(records);
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
    return new TidyKafkaSink<>(builder.build(), config, claim);
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
