package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.config.Location;
import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.control.DecisionRecord;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.GroupOffsets;
import io.reviewscoring.job.kafka.JobClaim;
import io.reviewscoring.job.kafka.Needs;
import io.reviewscoring.job.kafka.RecordLimit;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.kafka.TransactionLimit;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.signature.RecordCheck;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether the job has what it needs in Kafka, asked before it starts. */
final class Readiness {
  private final JobConfig config;
  private final Clock clock;

  Readiness(JobConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Checks what the brokers let the job do.
   *
   * @param createTopics whether topics that are missing are made
   * @return those that were made
   * @throws IOException with one line that names what is not allowed, or if the brokers can't be
   *     asked
   */
  List<String> prepare(boolean createTopics) throws IOException {
    Access access = new Access(config);
    access.check(Needs.ofRun(config));
    if (!createTopics) {
      return List.of();
    }
    List<String> made =
        new Topics(config).create(Math.max(RunCommand.PARTITIONS, config.parallelism()));
    if (!made.isEmpty()) {
      access.check(Needs.ofRun(config)); // nobody could tell before
    }
    return made;
  }

  /**
   * Checks topics, the brokers' limits of transactions and records, and that there is a model to
   * score with.
   *
   * @return the model that the job will begin with, in words
   * @throws CommandException saying what to do
   * @throws IOException if the brokers can't be asked
   */
  String check() throws CommandException, IOException {
    Optional<String> problem = new Topics(config).problem();
    if (problem.isEmpty()) {
      problem = new TransactionLimit(config).problem();
    }
    if (problem.isEmpty()) {
      problem = RecordLimit.problem(config);
    }
    if (problem.isPresent()) {
      throw new CommandException(CommandException.USAGE, problem.get());
    }
    ControlTopic control = new ControlTopic(config);
    List<ModelStatus> records = control.statusRecords();
    RecordCheck signatures = checkSignatures(control.trust(), records);
    Optional<String> decided = inForce(records, clock.millis());
    if (decided.isPresent()) {
      return decided.get();
    }
    if (signatures.followsNoneSigned()) {
      throw new CommandException(
          CommandException.USAGE,
          "--model.trusted-keys: all keys in "
              + config.modelTrustedKeys()
              + " are retired, and no model is in force yet: copy a public key NAME.pem there");
    }
    List<ControlRecord> commands = control.commands();
    long last =
        commands.isEmpty()
            ? ModelStatus.INITIAL_OFFSET
            : commands.get(commands.size() - 1).offset();
    Optional<ModelStatus> refused = lastOfRefusedOnly(records, last);
    if (refused.isPresent() && config.model() == null) {
      throw new CommandException(
          CommandException.USAGE,
          "no model: every activation so far was refused, the last one, of "
              + refused.get().version()
              + ", since: "
              + refused.get().reason()
              + "; start with --model FILE, or publish one that is accepted");
    }
    if (last >= 0 && refused.isEmpty()) {
      return "as topic " + config.controlTopic() + " says, once it is read";
    }
    if (config.model() != null && config.modelTrustedKeys() != null) {
      throw new CommandException(CommandException.USAGE, CommandTrust.INITIAL_REFUSED);
    }
    if (config.model() != null) {
      return given(config.model()) + ", in force until another one is published";
    }
    boolean signed = config.modelTrustedKeys() != null;
    throw new CommandException(
        CommandException.USAGE,
        "no model yet: "
            + (signed ? "" : "start with --model FILE, or ")
            + "first activate one with `./review-scoring publish"
            + (signed ? " --sign KEY" : "")
            + " --model FILE --store "
            + config.modelDirectory()
            + " --bootstrap.servers "
            + config.bootstrapServers()
            + "`");
  }

  /** The model that is given at the start, by its version where it lies on this machine. */
  private static String given(String model) {
    try {
      return Location.isUri(model)
          ? model
          : BundleReader.read(Path.of(model)).manifest().modelVersion() + " of " + model;
    } catch (BundleException e) {
      return model; // the gate says what is wrong with it
    }
  }

  /** That all that lies in the folder is keys, and that the record is what they signed. */
  private static RecordCheck checkSignatures(CommandTrust trust, List<ModelStatus> records)
      throws CommandException {
    try {
      RecordCheck check = RecordCheck.of(trust);
      if (!check.unusable().isEmpty()) {
        throw new IOException(String.join("; ", check.unusable()));
      }
      check.check(DecisionRecord.of(records).accepted());
      return check;
    } catch (IOException e) {
      throw new CommandException(CommandException.USAGE, "--model.trusted-keys: " + e.getMessage());
    } catch (RecordCheck.UntrustedException e) {
      throw new CommandException(CommandException.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks that the bundle of the model in force lies where subtasks load it from.
   *
   * @throws CommandException saying what to do
   * @throws IOException if the brokers or the directory can't be asked
   */
  void checkArchive() throws CommandException, IOException {
    Optional<ModelStatus> decided =
        decision(new ControlTopic(config).statusRecords(), clock.millis());
    if (decided.isPresent()) {
      var bundle =
          BundleStore.archived(
              config.modelDirectory(), Objects.requireNonNull(decided.get().sha256()));
      if (!bundle.getFileSystem().exists(bundle)) {
        throw new CommandException(
            CommandException.USAGE,
            "model "
                + decided.get().version()
                + " is decided, but its bundle is not in --model.directory "
                + config.modelDirectory()
                + ": give that of the earlier runs");
      }
    }
  }

  /**
   * Checks that no other process runs a job of this name, and that the job goes on where it was.
   *
   * @param run of the job's own claim, should it be there
   * @return what was done for that, in words; empty if nothing was
   * @throws CommandException saying what to do
   * @throws IOException if the brokers or the directory can't be asked
   */
  Optional<String> checkName(String run) throws CommandException, IOException {
    Optional<String> problem = new JobClaim(config, run).problem();
    if (problem.isPresent()) {
      throw new CommandException(CommandException.USAGE, problem.get());
    }
    return new GroupOffsets(config)
        .takeOver(new Checkpoints(JobEnvironment.checkpoints(config)).latest().isPresent());
  }

  /**
   * Looks at the given bundle before anything is made, even if another model is in force: whoever
   * names a file means one. A bundle that lies elsewhere is the gate's to fetch.
   *
   * @throws CommandException saying what is wrong with it
   */
  void checkModel() throws CommandException {
    String model = config.model();
    if (model != null && !Location.isUri(model)) {
      try {
        BundleReader.read(Path.of(model));
      } catch (BundleException e) {
        throw new CommandException(
            CommandException.USAGE, "--model " + model + " can't be used: " + e.reason());
      }
    }
  }

  /**
   * The refusal of the last activation, where nothing else was decided and nothing is left to be.
   *
   * @param lastOffset of the control topic
   */
  static Optional<ModelStatus> lastOfRefusedOnly(List<ModelStatus> records, long lastOffset) {
    Map<Long, ModelStatus> latest = new HashMap<>();
    records.forEach(status -> latest.put(status.controlOffset(), status));
    boolean onlyRefused =
        latest.values().stream().allMatch(status -> status.state() == ModelStatus.State.REJECTED);
    return onlyRefused ? Optional.ofNullable(latest.get(lastOffset)) : Optional.empty();
  }

  /** The accepted model with the latest instant not after now, else the first one. */
  static Optional<String> inForce(List<ModelStatus> records, long now) {
    return decision(records, now).map(Readiness::words);
  }

  private static Optional<ModelStatus> decision(List<ModelStatus> records, long now) {
    return DecisionRecord.of(records).inForce(now);
  }

  private static String words(ModelStatus status) {
    return status.version() + ", " + InForce.words(status);
  }
}
