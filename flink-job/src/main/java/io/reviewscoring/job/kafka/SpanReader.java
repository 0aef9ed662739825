package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.parse.ReviewDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads parts of the reviews' topic as the job does, but in this thread. Not thread-safe. */
public final class SpanReader implements AutoCloseable {
  /** Of a partition, fetched at once: little, where a few records are read here and there. */
  private static final String FETCH_BYTES = "262144";

  private final JobConfig config;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ReviewDeserializer deserializer;
  private final @Nullable Pace pace;
  private final List<Parsed> one = new ArrayList<>(1);
  private long read;

  /**
   * @param maxRate how many records are read a second at most; null for no limit
   * @throws IOException with one line, if the brokers can't be reached
   */
  public SpanReader(JobConfig config, @Nullable Integer maxRate) throws IOException {
    this.config = config;
    Properties properties =
        ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties());
    properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    try {
      consumer = new KafkaConsumer<>(properties);
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
    deserializer = new KafkaEndpoints(config).reviewDeserializer();
    deserializer.open(new NoContext());
    pace = maxRate == null ? null : new Pace(maxRate);
  }

  /**
   * Hands over a range's records, in their order.
   *
   * @throws IOException with one line, if the brokers can't be reached
   */
  public void read(PartitionRange range, Consumer<Parsed> reader) throws IOException {
    TopicPartition partition = new TopicPartition(config.reviewsTopic(), range.partition());
    try {
      consumer.assign(List.of(partition));
      consumer.seek(partition, range.from());
      CommittedRecords.read(
          consumer,
          partition,
          range.to(),
          record -> {
            if (record.offset() < range.to()) {
              reader.accept(parsed(record));
            }
          });
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private Parsed parsed(ConsumerRecord<byte[], byte[]> record) {
    read++;
    if (pace != null) {
      pace.await(read);
    }
    one.clear();
    deserializer.deserialize(record, new ListCollector<>(one));
    return one.get(0);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** There is no Flink around. */
  private static final class NoContext implements DeserializationSchema.InitializationContext {
    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(SpanReader.class.getClassLoader());
    }
  }
}
