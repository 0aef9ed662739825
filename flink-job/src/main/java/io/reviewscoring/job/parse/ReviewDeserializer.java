package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.ReviewForm;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Parsed;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceHeader;
import io.reviewscoring.job.message.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

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
    Parsed parsed =
        parser.parse(
            new SourceRecord(
                record.key(),
                record.value(),
                new SourceCoordinates(
                    record.topic(), record.partition(), record.offset(), record.timestamp())));
    DeadLetter letter = parsed.deadLetter();
    out.collect(
        letter == null ? parsed : new Parsed(null, letter.withHeaders(headers(record.headers()))));
  }

  private static List<SourceHeader> headers(Headers headers) {
    List<SourceHeader> sources = new ArrayList<>();
    headers.forEach(header -> sources.add(new SourceHeader(header.key(), header.value())));
    return sources;
  }

  @Override
  public TypeInformation<Parsed> getProducedType() {
    return TypeInformation.of(Parsed.class);
  }
}
