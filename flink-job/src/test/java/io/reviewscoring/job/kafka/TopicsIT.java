package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.fixture.SharedBroker;
import io.reviewscoring.job.message.DeadLetter;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsIT {
  @RegisterExtension static final SharedBroker broker = new SharedBroker();

  /** Topics of its own for each test. */
  private static JobConfig config(String prefix) throws Exception {
    return JobConfig.parse(
        "--bootstrap.servers=" + broker.bootstrapServers(),
        "--reviews.topic=" + prefix + "-reviews",
        "--sentiment.topic=" + prefix + "-sentiment",
        "--aggregates.topic=" + prefix + "-aggregates",
        "--comparison.topic=" + prefix + "-comparison",
        "--dead-letters.topic=" + prefix + "-dead-letters",
        "--control.topic=" + prefix + "-control",
        "--status.topic=" + prefix + "-status");
  }

  @Test
  void missingTopicsAreNamedAndMadeAndControlIsKeptForEver() throws Exception {
    JobConfig config = config("made");
    Topics topics = new Topics(config);

    assertThat(topics.problem())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("missing topics: made-reviews, made-sentiment"));
    assertThat(topics.create(3)).hasSize(7);
    assertThat(topics.problem()).isEmpty();
    assertThat(topics.create(3)).isEmpty();

    try (Admin admin = Admin.create(ClientSettings.admin(broker.bootstrapServers(), Map.of()))) {
      ConfigResource control = new ConfigResource(ConfigResource.Type.TOPIC, "made-control");
      var settings = admin.describeConfigs(List.of(control)).all().get().get(control);
      assertThat(settings)
          .isNotNull()
          .satisfies(all -> assertThat(all.get("retention.ms").value()).isEqualTo("-1"));
      var described =
          admin.describeTopics(List.of("made-control", "made-reviews")).allTopicNames().get();
      assertThat(described.values())
          .extracting(TopicDescription::name, topic -> topic.partitions().size())
          .containsExactlyInAnyOrder(tuple("made-control", 1), tuple("made-reviews", 3));
    }
  }

  @Test
  void theTopicOfReviewsCanBeMadeAlone() throws Exception {
    Topics topics = new Topics(config("alone"));

    topics.createReviews(2);
    topics.createReviews(2);

    assertThat(topics.missing()).hasSize(6).doesNotContain("alone-reviews");
  }

  @Test
  void withThreeBrokersARecordIsOnTwoDisksBeforeItCounts() throws Exception {
    Topics topics = new Topics(config("sound"));

    NewTopic events = topics.topic("sound-sentiment", 4, 5);
    assertThat(events.replicationFactor()).isEqualTo((short) 3);
    assertThat(events.numPartitions()).isEqualTo(4);
    assertThat(events.configs()).isEqualTo(Map.of("min.insync.replicas", "2"));
    NewTopic status = topics.topic("sound-status", 4, 3);
    assertThat(status.numPartitions()).isEqualTo(1);
    assertThat(status.configs())
        .containsEntry("retention.ms", "-1")
        .containsEntry("min.insync.replicas", "2");
    NewTopic alone = topics.topic("sound-reviews", 4, 1);
    assertThat(alone.replicationFactor()).isEqualTo((short) 1);
    assertThat(alone.configs()).isEmpty();
  }

  @Test
  void aTransactionTimeoutThatTheBrokersRefuseIsSaidInOneLine() throws Exception {
    String address = "--bootstrap.servers=" + broker.bootstrapServers();

    assertThat(new TransactionLimit(JobConfig.parse(address)).problem()).isEmpty();
    assertThat(
            new TransactionLimit(JobConfig.parse(address, "--transaction.timeout=20min")).problem())
        .hasValue(
            "--transaction.timeout is 20min, but the brokers allow 15min (their"
                + " transaction.max.timeout.ms): lower the one or raise the other");
    assertThat(
            new TransactionLimit(
                    JobConfig.parse(
                        address,
                        "--transaction.timeout=20min",
                        "--delivery.guarantee=at-least-once"))
                .problem())
        .isEmpty();
  }

  @Test
  void emptyControlTopicsSayThatNothingWasDecidedAndAbsentOnesSayNothing() throws Exception {
    JobConfig config = config("empty");
    ControlTopic control = new ControlTopic(config);

    assertThatThrownBy(control::statusRecords).hasMessageContaining("no topic empty-status");
    assertThatThrownBy(control::commands).hasMessageContaining("no topic empty-control");

    new Topics(config).create(1);

    assertThat(control.statusRecords()).isEmpty();
    assertThat(control.commands()).isEmpty();
  }

  @Test
  void theLastControlOffsetIsTheLastThatAReaderGets() throws Exception {
    JobConfig config = config("ends");
    new Topics(config).create(1);
    Properties settings = ClientSettings.producer(broker.bootstrapServers(), Map.of());
    settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "ends");
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(config.controlTopic(), "seen".getBytes(UTF_8))).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(config.controlTopic(), "aborted".getBytes(UTF_8))).get();
      producer.abortTransaction();
    }

    // Offsets 1 and 3 are markers, 2 was aborted.
    assertThat(new ControlTopic(config).read().lastOffset()).isZero();
  }

  @Test
  void recordsThatAreNoStatusesAreLeftOut() throws Exception {
    JobConfig config = config("nonsense");
    new Topics(config).create(1);
    ModelStatus accepted =
        new ModelStatus(
            "v1", ModelStatus.State.ACCEPTED, null, null, null, 5L, "file:/v1", "abc", 0, null);
    byte[] incomplete = "{\"version\":\"v0\",\"state\":\"ACCEPTED\"}".getBytes(UTF_8);
    Properties settings = ClientSettings.producer(broker.bootstrapServers(), Map.of());
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      producer.send(new ProducerRecord<>(config.statusTopic(), "{".getBytes(UTF_8))).get();
      producer.send(new ProducerRecord<>(config.statusTopic(), null)).get();
      producer.send(new ProducerRecord<>(config.statusTopic(), incomplete)).get();
      producer.send(new ProducerRecord<>(config.statusTopic(), Messages.json(accepted))).get();
    }

    assertThat(new ControlTopic(config).statusRecords()).containsExactly(accepted);
  }

  @Test
  void aRecordAsLargeAsItsLimitIsTakenWhateverCompressesIt() throws Exception {
    JobConfig config = config("limits");
    byte[] noise = new byte[200_000];
    new Random(5).nextBytes(noise);
    DeadLetter letter =
        new DeadLetter(
            noise, noise, List.of(), "t", 0, 1, "parse", "not-json", "no", 0, null, null);
    try (Admin admin = Admin.create(ClientSettings.admin(broker.bootstrapServers(), Map.of()));
        var producer =
            new KafkaProducer<byte[], byte[]>(
                ClientSettings.producer(broker.bootstrapServers(), Map.of()))) {
      for (String codec : List.of("producer", "gzip", "lz4", "zstd", "snappy")) {
        Map<String, String> settings =
            Map.of("max.message.bytes", "100000", "compression.type", codec);
        String topic = config.deadLettersTopic() + "-" + codec;
        NewTopic made = new NewTopic(topic, 1, (short) 1).configs(settings);
        admin.createTopics(List.of(made)).all().get();
        while (new Topics(config).isMissing(topic)) {
          Thread.sleep(20); // brokers hear of it a little later than the controller
        }
        RecordLimit limit = RecordLimit.of(config, topic);
        assertThat(limit.isTold()).isTrue();
        assertThat(limit.bytes()).isBetween(99_000L, 100_000L);
        ProducerRecord<byte[], byte[]> record =
            new DeadLetterRecords(config, null)
                .within(limit.bytes())
                .serialize(letter, OutputRecordsTest.NO_CONTEXT, null);

        producer
            .send(new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()))
            .get();
      }
    }
  }

  @Test
  void aDecisionIsWaitedForThatAnotherJobsOpenTransactionHides() throws Exception {
    JobConfig config = config("hidden");
    new Topics(config).create(1);
    ControlTopic control = new ControlTopic(config);
    ModelStatus accepted =
        new ModelStatus(
                "v1", ModelStatus.State.ACCEPTED, null, null, null, 5L, "file:/v1", "abc", 0, null)
            .withJob(config.jobName());
    Properties settings = ClientSettings.producer(broker.bootstrapServers(), Map.of());
    Properties transactional = ClientSettings.producer(broker.bootstrapServers(), Map.of());
    transactional.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "another");
    try (var producer = new KafkaProducer<byte[], byte[]>(settings);
        var another = new KafkaProducer<byte[], byte[]>(transactional)) {
      another.initTransactions();
      another.beginTransaction();
      byte[] others = Messages.json(accepted.withJob("another"));
      another.send(new ProducerRecord<>(config.statusTopic(), others)).get();
      assertThat(control.read().statuses()).as("nothing of this job is hidden").isEmpty();

      producer.send(new ProducerRecord<>(config.statusTopic(), Messages.json(accepted))).get();
      CompletableFuture<List<ModelStatus>> read =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return control.read().statuses();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThatThrownBy(() -> read.get(2, TimeUnit.SECONDS))
          .as("it waits")
          .isInstanceOf(TimeoutException.class);
      another.abortTransaction();
      assertThat(read.get(50, TimeUnit.SECONDS)).containsExactly(accepted);
    }
  }

  @Test
  void topicsThatTakeTooLittleAreNamedAndWhatIsNotToldIsTakenToBeAsUsual() throws Exception {
    JobConfig config = config("small");
    assertThat(RecordLimit.of(config, config.sentimentTopic()))
        .as("there is no such topic")
        .isEqualTo(new RecordLimit(1024 * 1024, false))
        .extracting(RecordLimit::words)
        .isEqualTo(
            ", each cut to 1,048,576 bytes: what the topic takes (max.message.bytes) could not be"
                + " asked");
    new Topics(config).create(1);
    assertThat(RecordLimit.problem(config)).isEmpty();

    assertThat(
            RecordLimit.problem(
                JobConfig.parse(
                    "--bootstrap.servers=" + broker.bootstrapServers(),
                    "--kafka.max.request.size=5000")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith(
                        "topic review-sentiment takes records of 5,000 bytes at most, and the job"
                            + " needs 16,384: "));
  }

  @Test
  void brokersThatDoNotAnswerAreNamedInOneLine() throws Exception {
    JobConfig nowhere = JobConfig.parse("--bootstrap.servers=127.0.0.1:1");

    assertThatThrownBy(() -> new Topics(nowhere).missing())
        .isInstanceOf(IOException.class)
        .hasMessage("no Kafka broker answers at 127.0.0.1:1");
  }
}
