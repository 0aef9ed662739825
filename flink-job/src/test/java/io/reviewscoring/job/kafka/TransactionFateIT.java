package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.SharedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far a real broker moves epochs on, and the connector's committer. */
@SuppressWarnings("NullAway.Init")
class TransactionFateIT {
  private static final int TIMEOUT = 60_000;

  @RegisterExtension static final SharedBroker broker = new SharedBroker();
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
    return TransactionFate.of(committable, now(committable.getTransactionalId()), TIMEOUT);
  }

  @Test
  void whatIsOpenThenCommittedThenUsedAgainIsNeverTakenForLost() throws Exception {
    KafkaCommittable committable;
    try (var producer = open("used", TIMEOUT)) {
      committable = committable("used");
      assertThat(fate(committable)).isEqualTo(TransactionFate.OPEN);
      producer.commitTransaction();
      assertThat(fate(committable)).isEqualTo(TransactionFate.COMMITTED);
    }
    try (var producer = open("used", TIMEOUT)) {
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

  /** Brokers tell no more of it: it looks like what was committed before. */
  @Test
  void whatAnotherFencedIsNeverTakenForCommitted() throws Exception {
    KafkaProducer<String, String> producer = open("fenced", TIMEOUT);
    try {
      KafkaCommittable committable = committable("fenced");
      admin.fenceProducers(List.of("fenced")).all().get();
      assertThat(fate(committable)).isEqualTo(TransactionFate.TAKEN);
    } finally {
      producer.close();
    }
  }

  /** From the second on a committer's client knows the brokers, and takes the id it committed. */
  @Test
  void whatOneStartHasCommittedTheNextFromTheSameCheckpointDoesNotTakeForLost() throws Exception {
    List<KafkaCommittable> left = new ArrayList<>();
    for (String id : List.of("left-0", "left-1", "left-2")) {
      KafkaProducer<String, String> killed = open(id, TIMEOUT);
      left.add(committable(id));
      killed.close(Duration.ZERO);
    }

    commit(left);
    commit(left);

    for (KafkaCommittable committable : left) {
      assertThat(fate(committable)).isEqualTo(TransactionFate.COMMITTED);
    }
  }

  /** As a job does that goes on from a checkpoint. */
  @SuppressWarnings("try") // closing throws what the other throws
  private static void commit(List<KafkaCommittable> committables) throws Exception {
    Properties clients = new Properties();
    clients.setProperty("bootstrap.servers", broker.bootstrapServers());
    Properties producer = new Properties();
    producer.putAll(clients);
    producer.setProperty("key.serializer", ByteArraySerializer.class.getName());
    producer.setProperty("value.serializer", ByteArraySerializer.class.getName());
    producer.setProperty("transaction.timeout.ms", Integer.toString(TIMEOUT));
    var connectors =
        new KafkaCommitter(producer, "left", 0, 0, true, FlinkKafkaInternalProducer::new);
    try (var committer = new SureCommitter(connectors, clients, TIMEOUT, false)) {
      committer.commit(
          committables.stream().<CommitRequest<KafkaCommittable>>map(Request::new).toList());
    }
  }

  /** Nothing but success will do. */
  private record Request(KafkaCommittable committable) implements CommitRequest<KafkaCommittable> {
    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("not committed");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      throw new AssertionError("not committed");
    }

    @Override
    public void signalAlreadyCommitted() {}
  }
}
