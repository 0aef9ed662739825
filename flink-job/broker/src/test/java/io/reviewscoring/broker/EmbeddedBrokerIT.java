package io.reviewscoring.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final TopicPartition PARTITION = new TopicPartition("things", 0);

  @TempDir Path directory;

  @Test
  void whatWasCommittedIsReadAlsoAfterARestartAndAKill() throws Exception {
    Path odd = directory.resolve("a b%20ü, \"c\"");
    try (EmbeddedBroker broker = EmbeddedBroker.start(odd)) {
      createThings(broker);
      try (KafkaProducer<String, String> producer = transactionalProducer(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("things", "k", "committed")).get();
        producer.commitTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("things", "k", "aborted")).get();
        producer.abortTransaction();
      }
      assertThat(readCommitted(broker)).containsExactly("committed");

      String address = broker.bootstrapServers();
      broker.restart();
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(readCommitted(broker)).containsExactly("committed");

      broker.kill();
      broker.restart();
      assertThat(readCommitted(broker)).containsExactly("committed");
    }
  }

  @Test
  void recordsWithOldTimestampsStay() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      createThings(broker);
      long longAgo = 1;
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("things", 0, longAgo, "k", "old")).get();
      }
      broker.restart();
      assertThat(readCommitted(broker)).containsExactly("old");
    }
  }

  private static void createThings(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      admin.createTopics(List.of(new NewTopic("things", 1, (short) 1))).all().get(90, SECONDS);
    }
  }

  private static Map<String, Object> client(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static KafkaProducer<String, String> transactionalProducer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "it"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> readCommitted(EmbeddedBroker broker) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      List<String> values = new ArrayList<>();
      while (consumer.position(PARTITION) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }
}
