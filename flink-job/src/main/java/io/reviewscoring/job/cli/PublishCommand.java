package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  /** What {@code --wait} waits for. */
  enum Wait {
    ACCEPTED,
    ACTIVE
  }

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
  private @Nullable Wait wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Mixin HelpOption help = new HelpOption();

  @Unmatched private List<String> further = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
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
    loadFileSystems(config);
    String uri = new ModelStore(store).keep(version, sha256, bundle);
    try (TopicFollower watch = TopicFollower.fromEnd(config, config.statusTopic())) {
      ModelCommand command = new ModelCommand(version, uri, sha256, effectiveFrom);
      long offset = send(config, command);
      out.println("stored     " + uri);
      out.println("published  " + version + " on " + config.controlTopic() + ", offset " + offset);
      out.flush();
      return wait == null ? 0 : await(watch, command, offset, config.jobName());
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
      Instant.parse(text);
    } catch (DateTimeException e) {
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
    List<String> missing = new Topics(config).missing();
    for (String topic : List.of(config.controlTopic(), config.statusTopic())) {
      if (missing.contains(topic)) {
        throw usage("missing topic: " + topic + " (`run --create-topics` makes it)");
      }
    }
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

  private int await(TopicFollower watch, ModelCommand command, long offset, String job)
      throws IOException, CommandException {
    Wait goal = wait == null ? Wait.ACCEPTED : wait;
    PrintWriter out = spec.commandLine().getOut();
    List<ModelStatus> rejections = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    boolean answered =
        watch.follow(
            record -> {
              Optional<ModelStatus> answer =
                  status(record.value())
                      .filter(status -> status.controlOffset() == offset)
                      .filter(status -> status.version().equals(command.version()));
              answer.map(ModelStatus::job).filter(name -> !name.equals(job)).ifPresent(others::add);
              answer = answer.filter(status -> status.isOf(job));
              answer.map(PublishCommand::words).ifPresent(out::println);
              out.flush();
              answer
                  .filter(status -> status.state() == ModelStatus.State.REJECTED)
                  .ifPresent(rejections::add);
              return answer.isPresent() && isEnd(answer.get().state(), goal);
            },
            Duration.ofSeconds(waitSeconds));
    if (!rejections.isEmpty()) {
      throw new CommandException(
          CommandException.FAILURE, "rejected: " + rejections.get(0).reason());
    }
    if (!answered) {
      throw new CommandException(
          CommandException.FAILURE,
          "job %s did not make it %s within %d s; it stays published: %s"
              .formatted(
                  job,
                  goal.name().toLowerCase(Locale.ROOT),
                  waitSeconds,
                  others.isEmpty()
                      ? "is the job running?"
                      : "job " + String.join(", ", others) + " answered, name it by --job.name"));
    }
    return 0;
  }

  private static Optional<ModelStatus> status(byte @Nullable [] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(Messages.modelStatus(value));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static boolean isEnd(ModelStatus.State state, Wait goal) {
    return switch (state) {
      case REJECTED, ACTIVE -> true;
      case ACCEPTED -> goal == Wait.ACCEPTED;
      case STALLED -> false;
    };
  }

  private static String words(ModelStatus status) {
    Long from = status.effectiveFrom();
    return switch (status.state()) {
      case ACCEPTED ->
          "accepted" + (from == null ? "" : "   in force from " + Messages.instant(from));
      case REJECTED -> "rejected   " + status.reason();
      case ACTIVE -> "active     loaded in " + status.loadMillis() + " ms";
      case STALLED -> "stalled    " + status.reason();
    };
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new PublishCommand(), args);
  }
}
