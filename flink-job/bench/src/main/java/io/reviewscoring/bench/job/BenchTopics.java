package io.reviewscoring.bench.job;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The topics of measured jobs on one broker. */
final class BenchTopics {
  /** Of the reviews and of the outputs. */
  static final int PARTITIONS = 4;

  private final String bootstrapServers;
  private final Path directory;
  private final Path bundle;

  /**
   * @param directory for checkpoints and models
   * @param bundle that the jobs begin with
   */
  BenchTopics(String bootstrapServers, Path directory, Path bundle) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.bundle = bundle;
  }

  /**
   * The options of a run with outputs and directories of its own. Versions are forgotten after a
   * minute of event time, so that state reaches its level within the run.
   *
   * @param run its name
   * @param reviews topic to read
   */
  Map<String, String> options(String run, String reviews) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap.servers", bootstrapServers);
    options.put("job.name", run);
    options.put("group.id", run);
    options.put("reviews.topic", reviews);
    options.put("sentiment.topic", run + "-sentiment");
    options.put("aggregates.topic", run + "-aggregates");
    options.put("comparison.topic", run + "-comparison");
    options.put("dead-letters.topic", run + "-dead-letters");
    options.put("control.topic", run + "-control");
    options.put("status.topic", run + "-status");
    options.put("reviews.start", "earliest");
    options.put("checkpoint.directory", directory.resolve("checkpoints").toString());
    options.put("checkpoint.interval", "1s");
    options.put("model.directory", directory.resolve("models").toString());
    options.put("model", bundle.toString());
    options.put("repeat.horizon", "1min");
    return options;
  }

  /** The configuration of such a run, whose reviews wait at a {@link StartLine}. */
  JobConfig config(String run, String reviews, Map<String, String> more) {
    Map<String, String> options = options(run, reviews);
    options.put("model.stores", directory.toString());
    options.putAll(StartLine.settings(reviews, directory.resolve(run + ".open")));
    options.putAll(more);
    return config(options);
  }

  /** The configuration of such options. */
  static JobConfig config(Map<String, String> options) {
    try {
      return JobConfig.of(options);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the topics of a run that are missing. */
  void create(JobConfig config) throws IOException {
    new Topics(config).create(PARTITIONS);
  }

  /**
   * Makes a topic of so many reviews, a millisecond of event time apart, up to the present.
   *
   * @throws IOException if the broker doesn't take all of them
   */
  void fill(String topic, ReviewRecords records, int count) throws IOException {
    new Topics(config(options(topic, topic))).createReviews(PARTITIONS);
    long start = System.currentTimeMillis() - count;
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topic, i % PARTITIONS, ReviewRecords.id(i), records.json(i, start + i)),
                (metadata, refusal) -> failure.compareAndSet(null, refusal));
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IOException("topic " + topic + " can't be filled", failure.get());
    }
  }

  /** Has the broker stamp what is appended to these topics. */
  void stampOnAppend(List<String> topics) throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic : topics) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          List.of(
              new AlterConfigOp(
                  new ConfigEntry("message.timestamp.type", "LogAppendTime"),
                  AlterConfigOp.OpType.SET)));
    }
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  /** Deletes what a run has written, so that many runs do not fill the disk. */
  void delete(JobConfig config) throws InterruptedException {
    try (Admin admin = admin()) {
      admin
          .deleteTopics(
              List.of(
                  config.sentimentTopic(),
                  config.aggregatesTopic(),
                  config.comparisonTopic(),
                  config.deadLettersTopic(),
                  config.controlTopic(),
                  config.statusTopic()))
          .all()
          .get();
    } catch (ExecutionException e) {
      // They go with the broker's directory at the latest.
    }
  }

  /** Writes a command, and waits until it is there. */
  void command(JobConfig config, ModelCommand command) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      announce(producer, config, command);
      producer.flush();
    }
  }

  /** Writes a command, and waits for nothing. */
  static void announce(
      KafkaProducer<byte[], byte[]> producer, JobConfig config, ModelCommand command) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                config.controlTopic(),
                command.version().getBytes(StandardCharsets.UTF_8),
                Messages.json(command)));
  }

  Admin admin() {
    return Admin.create(ClientSettings.admin(bootstrapServers, Map.of()));
  }

  /** A producer that packs records together. */
  KafkaProducer<byte[], byte[]> producer() {
    var settings = ClientSettings.producer(bootstrapServers, Map.of());
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "2");
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    settings.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "60000");
    settings.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "30000");
    return new KafkaProducer<>(settings);
  }

  /** A read-committed consumer of a whole topic. */
  KafkaConsumer<byte[], byte[]> consumer(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ClientSettings.consumer(bootstrapServers, Map.of()));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
