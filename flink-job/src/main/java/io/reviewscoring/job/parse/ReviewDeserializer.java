package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Parses in the source, so that each Kafka partition has its own watermark, by the reviews' own
 * timestamps.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before all else
public final class ReviewDeserializer implements KafkaRecordDeserializationSchema<Parsed> {
  private static final long serialVersionUID = 1;

  private final ReviewForm form;
  private final ParseLimits limits;
  private transient ReviewParser parser;

  public ReviewDeserializer(ReviewForm form, ParseLimits limits) {
    this.form = form;
    this.limits = limits;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    parser = new ReviewParser(form, limits);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Parsed> out) {
    out.collect(parser.parse(source(record)));
  }

  /** A record as the parser takes it. */
  public static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.key(),
        record.value(),
        new SourceCoordinates(
            record.topic(), record.partition(), record.offset(), record.timestamp()));
  }

  @Override
  public TypeInformation<Parsed> getProducedType() {
    return TypeInformation.of(Parsed.class);
  }
}
