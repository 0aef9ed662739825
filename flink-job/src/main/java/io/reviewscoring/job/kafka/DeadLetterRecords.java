package io.reviewscoring.job.kafka;

import static io.reviewscoring.job.kafka.DeadLetterHeaders.header;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.model.bundle.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Records of the topic of dead letters: key, value and headers as they came, and {@link
 * DeadLetterHeaders} behind them. Of a record that would not fit with them, the value is cut, then
 * the headers are left out, then the key is cut; a header says so. A late review is JSON. Like all
 * output they are stamped when they are appended.
 */
final class DeadLetterRecords
    implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;
  private static final byte[] NOTHING = {};
  private static final String ALL = "value,headers,key";

  /** Characters: what the record is made of may be in it. */
  private static final int ERROR_LIMIT = 1_000;

  private final JobConfig config;
  private final byte @Nullable [] runId;
  private long limit = RecordLimit.USUAL;

  /**
   * @param runId goes along in the header {@link RunHeader#NAME}; null for none
   */
  DeadLetterRecords(JobConfig config, @Nullable String runId) {
    this.config = config;
    this.runId = runId == null ? null : RunHeader.value(runId);
  }

  /** Asks how large a record may be. */
  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    limit = RecordLimit.of(config, config.deadLettersTopic()).bytes();
  }

  /** The same with a limit that is known. */
  DeadLetterRecords within(long bytes) {
    limit = bytes;
    return this;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
    byte[] value = letter.value();
    return value == null
        ? record(letter.key(), Messages.json(letter), List.of(), own(letter))
        : fitting(letter, value);
  }

  private ProducerRecord<byte[], byte[]> fitting(DeadLetter letter, byte[] value) {
    byte[] key = letter.key();
    List<Header> sources = new ArrayList<>();
    letter.headers().forEach(each -> sources.add(new RecordHeader(each.name(), each.value())));
    List<Header> own = own(letter);
    int before = DeadLetterHeaders.attempts(new RecordHeaders(sources));
    own.add(header(DeadLetterHeaders.ATTEMPTS, before + 1));
    if (size(key, value, sources, own) <= limit) {
      return record(key, value, sources, own);
    }
    own.add(header(DeadLetterHeaders.VALUE_BYTES, value.length));
    own.add(header(DeadLetterHeaders.VALUE_SHA256, Sha256.hex(value)));
    Header all = header(DeadLetterHeaders.TRUNCATED, ALL);
    own.add(all);
    String cut = "value";
    long room = limit - size(key, NOTHING, sources, own);
    if (room < 0) {
      sources.clear();
      cut = "value,headers";
      room = limit - size(key, NOTHING, sources, own);
    }
    if (room < 0 && key != null) {
      key = Arrays.copyOf(key, (int) Math.max(0, key.length + room));
      cut = ALL;
    }
    own.set(own.indexOf(all), header(DeadLetterHeaders.TRUNCATED, cut));
    int kept = (int) Math.max(0, Math.min(value.length, room));
    return record(key, Arrays.copyOf(value, kept), sources, own);
  }

  private static long size(
      byte @Nullable [] key, byte[] value, List<Header> sources, List<Header> own) {
    return RecordSize.of(key, value, sources) + RecordSize.of(own);
  }

  /** Why it is a dead letter; the reason stands first. */
  private List<Header> own(DeadLetter letter) {
    List<Header> own = new ArrayList<>();
    own.add(header(DeadLetterHeaders.REASON, letter.reason()));
    own.add(header(DeadLetterHeaders.TOPIC, letter.topic()));
    own.add(header(DeadLetterHeaders.PARTITION, letter.partition()));
    own.add(header(DeadLetterHeaders.OFFSET, letter.offset()));
    own.add(header(DeadLetterHeaders.STAGE, letter.stage()));
    own.add(header(DeadLetterHeaders.JOB, config.jobName()));
    own.add(header(DeadLetterHeaders.MESSAGE, Excerpt.of(letter.error(), ERROR_LIMIT)));
    if (letter.timestamp() >= 0) {
      own.add(header(DeadLetterHeaders.TIMESTAMP, letter.timestamp()));
    }
    if (runId != null) {
      own.add(new RecordHeader(RunHeader.NAME, runId));
    }
    return own;
  }

  private ProducerRecord<byte[], byte[]> record(
      byte @Nullable [] key, byte[] value, List<Header> sources, List<Header> own) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(config.deadLettersTopic(), null, key, value, sources);
    own.forEach(record.headers()::add);
    return record;
  }

  /** The sink asks for its topics, to find transactions that an earlier run left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(config.deadLettersTopic()))));
  }
}
