package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.ClassBroker;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far a real broker moves epochs on. */
@SuppressWarnings("NullAway.Init")
class TransactionFateIT {
  @RegisterExtension static final ClassBroker broker = new ClassBroker();
  private static Admin admin;

  @BeforeAll
  static void aTopic() throws Exception {
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    admin.createTopics(List.of(new NewTopic("out", 1, (short) 1))).all().get();
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  private static KafkaProducer<String, String> open(String id, int timeoutMillis) throws Exception {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                id,
                "transaction.timeout.ms",
                timeoutMillis),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    write(producer);
    return producer;
  }

  private static void write(KafkaProducer<String, String> producer) throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("out", "value")).get();
  }

  private static TransactionDescription now(String id) throws Exception {
    return admin.describeTransactions(List.of(id)).description(id).get();
  }

  private static KafkaCommittable committable(String id) throws Exception {
    TransactionDescription now = now(id);
    return new KafkaCommittable(now.producerId(), (short) now.producerEpoch(), id, null);
  }

  private static TransactionFate fate(KafkaCommittable committable) throws Exception {
    return TransactionFate.of(committable, now(committable.getTransactionalId()));
  }

  @Test
  void whatIsOpenThenCommittedThenUsedAgainIsNeverTakenForLost() throws Exception {
    KafkaCommittable committable;
    try (var producer = open("used", 60_000)) {
      committable = committable("used");
      assertThat(fate(committable)).isEqualTo(TransactionFate.OPEN);
      producer.commitTransaction();
      assertThat(fate(committable)).isEqualTo(TransactionFate.COMMITTED);
    }
    try (var producer = open("used", 60_000)) {
      assertThat(fate(committable)).isEqualTo(TransactionFate.SUCCEEDED);
      producer.abortTransaction();
    }
    assertThat(fate(committable)).isEqualTo(TransactionFate.COMMITTED);
  }

  @Test
  void whatTimedOutIsAborted() throws Exception {
    KafkaProducer<String, String> producer = open("slow", 1_000);
    try {
      KafkaCommittable committable = committable("slow");
      for (int i = 0; i < 300 && now("slow").state() != TransactionState.COMPLETE_ABORT; i++) {
        Thread.sleep(100);
      }
      assertThat(fate(committable)).isEqualTo(TransactionFate.ABORTED);
    } finally {
      producer.close();
    }
  }

  @Test
  void whatAnotherFencedIsAborted() throws Exception {
    KafkaProducer<String, String> producer = open("fenced", 60_000);
    try {
      KafkaCommittable committable = committable("fenced");
      admin.fenceProducers(List.of("fenced")).all().get();
      assertThat(fate(committable)).isEqualTo(TransactionFate.ABORTED);
    } finally {
      producer.close();
    }
  }
}
