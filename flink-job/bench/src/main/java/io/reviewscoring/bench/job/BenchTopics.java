package io.reviewscoring.bench.job;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
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
   * The configuration of a run with outputs and directories of its own. Versions are forgotten
   * after a minute of event time, so that state reaches its level within the run; reviews wait at a
   * {@link StartLine}.
   *
   * @param run its name
   * @param reviews topic to read
   */
  JobConfig config(String run, String reviews, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("job.name", run);
    settings.put("group.id", run);
    settings.put("reviews.topic", reviews);
    settings.put("sentiment.topic", run + "-sentiment");
    settings.put("aggregates.topic", run + "-aggregates");
    settings.put("dead-letters.topic", run + "-dead-letters");
    settings.put("control.topic", run + "-control");
    settings.put("status.topic", run + "-status");
    settings.put("reviews.start", "earliest");
    settings.put("checkpoint.directory", directory.resolve("checkpoints").toString());
    settings.put("checkpoint.interval", "1s");
    settings.put("model.directory", directory.resolve("models").toString());
    settings.put("model", bundle.toString());
    settings.put("repeat.horizon", "1min");
    settings.putAll(StartLine.settings(reviews, directory.resolve(run + ".open")));
    settings.putAll(more);
    try {
      return JobConfig.of(settings);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the topics of a run that are missing. */
  void create(JobConfig config) throws IOException {
    new Topics(config).create(PARTITIONS);
  }

  /** Makes one topic. */
  void create(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
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
                  config.deadLettersTopic(),
                  config.controlTopic(),
                  config.statusTopic()))
          .all()
          .get();
    } catch (ExecutionException e) {
      // They go with the broker's directory at the latest.
    }
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
