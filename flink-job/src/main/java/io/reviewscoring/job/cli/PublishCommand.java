package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
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
    description = {
      "Copies a model to the store and activates it on the control topic, or gives it a share of the"
          + " reviews in an experiment.",
      ""
    },
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

  @Mixin private BrokerOptions brokers = new BrokerOptions("model.max-bytes");

  @Mixin private RoleOptions role = new RoleOptions();

  @Mixin private ControlOptions control = new ControlOptions();

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
    JobConfig config = control.config(brokers, further);
    RoleChange change = role.change();
    byte[] bundle = read(config.modelMaxBytes());
    String version = version(bundle);
    String sha256 = Sha256.hex(bundle);
    var commands = new ControlCommands(config, control, spec.commandLine().getOut());
    commands.check(Needs.ofPublish(config));
    if (!replace) {
      checkContent(config, version, sha256);
    }
    loadFileSystems(config);
    String uri = new ModelStore(store).keep(version, sha256, bundle);
    commands.say("stored     " + uri);
    commands.send(new ModelCommand(version, uri, sha256, control.effectiveFrom(), change), version);
    return 0;
  }

  /** On a cluster stores such as S3 are plugins, set by {@code flink.*} as they are for the job. */
  private static void loadFileSystems(JobConfig config) {
    if (System.getenv(ConfigConstants.ENV_FLINK_PLUGINS_DIR) != null) {
      Configuration settings = Configuration.fromMap(config.flinkProperties());
      FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
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

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }

  /** For a container, where the jar for the cluster is all there is. */
  public static void main(String[] args) {
    OneLineErrors.run(new PublishCommand(), args);
  }
}
