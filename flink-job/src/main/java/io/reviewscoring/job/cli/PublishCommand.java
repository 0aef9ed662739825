package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Puts a bundle into the store and asks the job to score with it: {@code publish}. */
@Command(
    name = "publish",
    sortOptions = false,
    description = {"Copies a model to the store and activates it on the control topic.", ""},
    footer = {
      "",
      "--config=FILE takes the brokers and topics from the job's own properties file;",
      "--kafka.NAME=VALUE passes Kafka client settings (TLS, SASL).",
      "A store such as s3: needs Flink's plugin for it in FLINK_PLUGINS_DIR;",
      "--flink.NAME=VALUE sets it."
    })
public final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The bundle, a file on this machine.")
  private Path model = Path.of("");

  @Option(
      names = "--store",
      required = true,
      paramLabel = "URI",
      description = "The directory to copy it to, which the job must reach: file:, s3:, hdfs: …")
  private String store = "";

  @Mixin private BrokerOptions brokers = new BrokerOptions();

  @Option(
      names = {"--control-topic", "--control.topic"},
      paramLabel = "TOPIC",
      description = "Default: model-control.")
  private String controlTopic = "";

  @Option(
      names = {"--status-topic", "--status.topic"},
      paramLabel = "TOPIC",
      description = "Default: model-status.")
  private String statusTopic = "";

  @Option(
      names = {"--job-name", "--job.name"},
      paramLabel = "NAME",
      description = "The job whose answer --wait waits for (default: review-scoring).")
  private String jobName = "";

  @Option(
      names = "--effective-from",
      paramLabel = "INSTANT",
      description =
          "Event time from which it scores, such as 2026-07-01T12:00:00Z. Default: as soon as may"
              + " be. One that is settled already is moved to the next that is not.")
  private @Nullable String effectiveFrom;

  @Option(
      names = "--wait",
      paramLabel = "accepted|active",
      description = "Follow the status topic until the model is accepted, or until it scores.")
  private ActivationAnswer.@Nullable Goal wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait (default: ${DEFAULT-VALUE}); with --wait active counted from the instant"
              + " on from which it is in force.")
  private int waitSeconds;

  @Option(
      names = "--replace",
      description =
          "Publish though the version was published with other content before, such as that without"
              + " the golden cases that `goldens` adds. Else that is refused.")
  private boolean replace;

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> further = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (waitSeconds < 1) {
      throw usage("--wait-timeout: must be above 0");
    }
    JobConfig config =
        brokers.config(
            further,
            Map.of(
                "control.topic", controlTopic, "status.topic", statusTopic, "job.name", jobName));
    if (effectiveFrom != null) {
      checkInstant(effectiveFrom);
    }
    byte[] bundle = read(config.modelMaxBytes());
    String version = version(bundle);
    String sha256 = Sha256.hex(bundle);
    PrintWriter out = spec.commandLine().getOut();
    out.println("asks       " + config.bootstrapServers() + " for its topics ...");
    out.flush();
    new Access(config).check(Needs.ofPublish(config));
    checkTopics(config);
    if (!replace) {
      checkContent(config, version, sha256);
    }
    loadFileSystems(config);
    try (TopicFollower watch = TopicFollower.fromEnd(config, config.statusTopic())) {
      String uri = new ModelStore(store).keep(version, sha256, bundle);
      ModelCommand command = new ModelCommand(version, uri, sha256, effectiveFrom);
      long offset = send(config, command);
      out.println("stored     " + uri);
      out.println("published  " + version + " on " + config.controlTopic() + ", offset " + offset);
      out.flush();
      if (wait != null) {
        new ActivationAnswer(command, offset, config.jobName(), wait, this::say)
            .await(watch::follow, Duration.ofSeconds(waitSeconds));
      }
      return 0;
    }
  }

  /** On a cluster stores such as S3 are plugins, set by {@code flink.*} as they are for the job. */
  private static void loadFileSystems(JobConfig config) {
    if (System.getenv(ConfigConstants.ENV_FLINK_PLUGINS_DIR) != null) {
      Configuration settings = Configuration.fromMap(config.flinkProperties());
      FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    }
  }

  private static void checkInstant(String text) throws CommandException {
    try {
      long unused = Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw usage(
          "--effective-from: '" + text + "' is not an instant such as 2026-07-01T12:00:00Z");
    }
  }

  private byte[] read(long maxBytes) throws CommandException {
    try {
      long size = Files.size(model);
      if (size > maxBytes) {
        throw usage(model + " has " + size + " bytes, --model.max-bytes allows " + maxBytes);
      }
      return Files.readAllBytes(model);
    } catch (IOException e) {
      throw usage(Files.exists(model) ? "can't read " + model : model + ": no such file");
    }
  }

  private String version(byte[] bundle) throws CommandException {
    try {
      return BundleReader.read(bundle).manifest().modelVersion();
    } catch (BundleException e) {
      throw usage(model + " is no model bundle: " + e.reason());
    }
  }

  private static void checkTopics(JobConfig config) throws IOException, CommandException {
    Topics topics = new Topics(config);
    List<String> missing = topics.missing();
    for (String topic : List.of(config.controlTopic(), config.statusTopic())) {
      if (missing.contains(topic)) {
        throw usage("missing topic: " + topic + " (`run --create-topics` makes it)");
      }
    }
    Optional<String> problem = topics.orderProblem();
    if (problem.isPresent()) {
      throw usage(problem.get());
    }
  }

  /** A version stands for one content: `backfill --model-version` and all figures by version. */
  private static void checkContent(JobConfig config, String version, String sha256)
      throws IOException, CommandException {
    Optional<String> other = PublishedVersions.read(config).other(version, sha256);
    if (other.isPresent()) {
      throw usage(
          "version "
              + version
              + " was published with other content before, of SHA-256 "
              + other.get()
              + " and not "
              + sha256
              + ": give this one a version of its own (train --model-version), or publish it with"
              + " --replace");
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private static long send(JobConfig config, ModelCommand command) throws IOException {
    var settings = ClientSettings.producer(config.bootstrapServers(), config.kafkaProperties());
    byte[] key = command.version().getBytes(StandardCharsets.UTF_8);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      return producer
          .send(new ProducerRecord<>(config.controlTopic(), key, Messages.json(command)))
          .get()
          .offset();
    } catch (ExecutionException | InterruptedException | KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new PublishCommand(), args);
  }
}
