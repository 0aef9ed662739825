package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.parse.ReviewDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
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

  /** By partition the first one, which the later ones of a sample's places are part of. */
  private final Map<TopicPartition, String> losses = new LinkedHashMap<>();

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
    // What retention deletes meanwhile is to be told, and not to be leapt over.
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
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
   * @throws IOException with one line, if the brokers can't be reached, or hold a part of it no
   *     longer and that loss is not accepted
   */
  public void read(PartitionRange range, Consumer<Parsed> reader) throws IOException {
    TopicPartition partition = new TopicPartition(config.reviewsTopic(), range.partition());
    try {
      consumer.assign(List.of(partition));
      long from = range.from();
      while (from < range.to()) {
        from = readFrom(from, partition, range.to(), reader);
      }
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** What was not read as it was no longer there, a line a partition. */
  public List<String> losses() {
    return List.copyOf(losses.values());
  }

  /** Returns where to go on. */
  private long readFrom(long from, TopicPartition partition, long to, Consumer<Parsed> reader)
      throws IOException {
    consumer.seek(partition, from);
    try {
      CommittedRecords.read(
          consumer,
          partition,
          to,
          record -> {
            if (record.offset() < to) {
              reader.accept(parsed(record));
            }
          });
      return to;
    } catch (OffsetOutOfRangeException e) {
      long offset = consumer.position(partition);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(List.of(partition));
      Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition));
      long begin = begins.getOrDefault(partition, offset);
      String problem =
          PresentOffsets.problem(partition, offset, begin, ends.getOrDefault(partition, offset));
      if (!config.acceptLoss() || begin <= offset) {
        throw new IOException(problem, e);
      }
      losses.putIfAbsent(partition, problem);
      return begin;
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
