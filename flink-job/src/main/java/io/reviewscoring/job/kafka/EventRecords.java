package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records of the topic of sentiment events, and of that of further scores where these go out. An
 * event whose text doesn't fit carries the beginning of it, and says so in the header {@link
 * DeadLetterHeaders#TRUNCATED}.
 */
final class EventRecords
    implements KafkaRecordSerializationSchema<SentimentEvent>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1;

  private final JobConfig config;
  private final OutputRecords<SentimentEvent> records;
  private long limit = RecordLimit.USUAL;

  /**
   * @param runId goes along in the header {@link RunHeader#NAME}; null for none
   */
  EventRecords(JobConfig config, @Nullable String runId) {
    this.config = config;
    String eventsTopic = config.sentimentTopic();
    String shadowTopic = config.shadowTopic();
    this.records =
        config.outputShadowEvents()
            ? new OutputRecords<>(
                event -> ScoredBeside.isBeside(event) ? shadowTopic : eventsTopic,
                List.of(eventsTopic, shadowTopic),
                RecordKeys::of,
                Messages::json,
                runId)
            : new OutputRecords<>(eventsTopic, RecordKeys::of, Messages::json, runId);
  }

  /** Asks how large a record may be, where one may be large. */
  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    if (config.outputIncludeText()) {
      limit = RecordLimit.of(config, config.sentimentTopic()).bytes();
    }
  }

  /** The same with a limit that is known. */
  EventRecords within(long bytes) {
    limit = bytes;
    return this;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      SentimentEvent event, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record = records.serialize(event, context, timestamp);
    String text = event.text();
    if (text == null || RecordSize.of(record) <= limit) {
      return record;
    }
    Header cut = DeadLetterHeaders.header(DeadLetterHeaders.TRUNCATED, "text");
    record.headers().add(cut);
    String kept = withoutEnd(text, RecordSize.of(record) - limit);
    record = records.serialize(event.withText(kept), context, timestamp);
    record.headers().add(cut);
    return record;
  }

  /** A text that takes so many bytes less at least. */
  private static String withoutEnd(String text, long bytes) {
    int end = text.length();
    for (long left = bytes; left > 0 && end > 0; end--) {
      left -= bytes(text.charAt(end - 1));
    }
    return end == 0 ? "" : Excerpt.beginning(text, end);
  }

  /** At least so many in JSON, which may escape it; half of a pair has half of its bytes. */
  private static int bytes(char character) {
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return records.getKafkaDatasetFacet();
  }
}
