package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ControlRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Control records with their offsets; the gate parses them. */
public final class ControlDeserializer implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    out.collect(new ControlRecord(record.value(), record.offset()));
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return TypeInformation.of(ControlRecord.class);
  }
}
