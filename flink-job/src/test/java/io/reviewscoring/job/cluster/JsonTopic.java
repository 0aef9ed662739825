package io.reviewscoring.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.fixture.JobTopics;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic of JSON as a read-committed consumer gets it. */
final class JsonTopic {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonTopic() {}

  /** Hands over each record and its value, up to the topic's present end. */
  static void forEach(
      JobTopics topics, String topic, BiConsumer<ConsumerRecord<byte[], byte[]>, JsonNode> reader) {
    topics.forEach(
        topic,
        record -> {
          byte[] json = DeadLetterRecord.json(record);
          try {
            if (json != null) {
              reader.accept(record, MAPPER.readTree(json));
            }
          } catch (IOException e) {
            throw new UncheckedIOException("in topic " + topic, e);
          }
        });
  }
}
