package io.reviewscoring.job.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job at full load for minutes, the shipped models taking turns. Not part of a plain build:
 *
 * <pre>./mvnw verify -Psoak</pre>
 *
 * {@code -Dsoak.duration=PT5M} makes it shorter (less is all warm-up), {@code -Dsoak.report=DIR}
 * says where {@code soak.png}, {@code soak.csv} and {@code soak.txt} go ({@code
 * flink-job/target/soak}). The command {@code run} has a process of its own with 1 GiB of heap;
 * broker, load and counting are outside of it.
 */
class SoakRun {
  private static final Duration SWAP_INTERVAL = Duration.ofSeconds(20);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
  private static final int PARTITIONS = 4;

  private final List<Sample> samples = new ArrayList<>();
  private final List<Double> swaps = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void heapMetaspaceAndStateStayFlatAtFullLoadWithASwapEveryTwentySeconds() throws Exception {
    Duration duration = Duration.parse(System.getProperty("soak.duration", "PT10M"));
    Path report = report();
    Path bundles = Path.of("../model/bundles").toRealPath();
    List<Path> models = List.of(bundles.resolve("small.zip"), bundles.resolve("default.zip"));
    ModelBundle known = BundleReader.read(models.get(1));
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
      Map<String, String> options = options(broker, models.get(1));
      JobConfig config = JobConfig.of(options);
      EventCounter counter = counter(config);
      Feeder feeder = new Feeder(config, known, Feeder.Load.filmReviews(), counter::events);
      try (var job = WatchedJob.start(directory, options);
          var commands =
              new KafkaProducer<byte[], byte[]>(
                  ClientSettings.producer(broker.bootstrapServers(), Map.of()))) {
        counter.start();
        feeder.start();
        observe(duration, job, counter, new Activations(commands, config.controlTopic(), models));
        feeder.close();
        drain(job, config, counter, feeder.sent());
      } finally {
        end(feeder, counter, directory, report.resolve("soak.log"));
      }
      SwapDecisions decisions = SwapDecisions.read(config);
      boolean flat =
          new SoakReport(samples, swaps)
              .write(
                  report,
                  "soak",
                  feeder.sent(),
                  counter,
                  "%d swaps sent; with the first model %d accepted, %d rejected"
                      .formatted(
                          swaps.size(), decisions.accepted().size(), decisions.rejected().size()));
      counter.assertEachOf(feeder.sent());
      assertThat(decisions.rejected()).as("rejected").isEmpty();
      assertThat(decisions.accepted())
          .as("accepted: the first model and each swap, once")
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(ModelStatus.INITIAL_OFFSET, swaps.size()).boxed().toList());
      assertThat(counter.models())
          .as("versions in events")
          .containsExactlyInAnyOrderElementsOf(versions(models));
      assertThat(flat).as("flat").isTrue();
    }
  }

  /** On new topics. */
  static EventCounter counter(JobConfig config) throws Exception {
    createTopics(config);
    return new EventCounter(config.bootstrapServers(), config.sentimentTopic());
  }

  /** Ends what watches a job, and keeps what the job has said. */
  static void end(Feeder feeder, EventCounter counter, Path home, Path log) throws IOException {
    feeder.close();
    counter.close();
    Files.copy(home.resolve("job.log"), log, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The directory of the results. */
  static Path report() throws IOException {
    return Files.createDirectories(
        Path.of(System.getProperty("soak.report", "target/soak")).toAbsolutePath());
  }

  private static List<String> versions(List<Path> models) throws Exception {
    List<String> versions = new ArrayList<>();
    for (Path model : models) {
      versions.add(BundleReader.read(model).manifest().modelVersion());
    }
    return versions;
  }

  /** What every run needs. */
  static Map<String, String> options(EmbeddedBroker broker, Path model, Path home) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("bootstrap.servers", broker.bootstrapServers());
    options.put("model", model.toString());
    options.put("model.directory", home.resolve("models").toString());
    options.put("checkpoint.directory", home.resolve("checkpoints").toString());
    return options;
  }

  /** What must be forgotten in seconds is forgotten in seconds, so that state reaches its level. */
  private Map<String, String> options(EmbeddedBroker broker, Path model) {
    Map<String, String> options = options(broker, model, directory);
    options.put("model.stores", "file:");
    options.put("repeat.horizon", "30s");
    options.put("window.size", "10s");
    options.put("window.allowed-lateness", "10s");
    return options;
  }

  /** Old data is deleted, so that a long run does not fill the disk. */
  private static void createTopics(JobConfig config) throws Exception {
    new Topics(config).create(PARTITIONS);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic :
        List.of(
            config.reviewsTopic(),
            config.sentimentTopic(),
            config.aggregatesTopic(),
            config.deadLettersTopic())) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          List.of(set("retention.bytes", 128 << 20), set("segment.bytes", 32 << 20)));
    }
    try (Admin admin = Admin.create(ClientSettings.admin(config.bootstrapServers(), Map.of()))) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private static AlterConfigOp set(String name, int value) {
    return new AlterConfigOp(
        new ConfigEntry(name, String.valueOf(value)), AlterConfigOp.OpType.SET);
  }

  private void observe(
      Duration duration, WatchedJob job, EventCounter counter, Activations activations)
      throws Exception {
    job.observe(
        counter,
        seconds -> {
          if (seconds >= (swaps.size() + 1) * SWAP_INTERVAL.toSeconds()) {
            activations.next();
            swaps.add(seconds);
          }
          return seconds < duration.toSeconds();
        },
        samples);
  }

  /** Waits for the events and for a decision about each swap. */
  private void drain(WatchedJob job, JobConfig config, EventCounter counter, long sent)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    awaitEvents(job, counter, sent);
    while (SwapDecisions.read(config).count() < 1 + swaps.size()
        && job.isAlive()
        && System.nanoTime() < end) {
      Thread.sleep(500);
    }
    Thread.sleep(2_000); // what comes twice would come now
  }

  /** Waits for an event of each review, but not for ever. */
  static void awaitEvents(WatchedJob job, EventCounter counter, long sent)
      throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (counter.events() < sent && job.isAlive() && System.nanoTime() < end) {
      Thread.sleep(200);
    }
  }

  /** Puts one model after the other in force, at once. */
  private static final class Activations {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final List<ModelCommand> commands = new ArrayList<>();
    private int next;

    Activations(KafkaProducer<byte[], byte[]> producer, String topic, List<Path> models)
        throws Exception {
      this.producer = producer;
      this.topic = topic;
      for (Path model : models) {
        commands.add(
            new ModelCommand(
                BundleReader.read(model).manifest().modelVersion(),
                model.toUri().toString(),
                Sha256.hex(Files.readAllBytes(model)),
                null));
      }
    }

    void next() throws Exception {
      ModelCommand command = commands.get(next++ % commands.size());
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  command.version().getBytes(StandardCharsets.UTF_8),
                  Messages.json(command)))
          .get();
    }
  }
}
