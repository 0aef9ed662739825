package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.BundleStore;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.kafka.TransactionLimit;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
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
   * Checks topics, the brokers' limit of transactions, and that there is a model to score with.
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
    if (problem.isPresent()) {
      throw new CommandException(CommandException.USAGE, problem.get());
    }
    ControlTopic control = new ControlTopic(config);
    List<ModelStatus> records = control.statusRecords();
    Optional<String> decided = inForce(records, clock.millis());
    if (decided.isPresent()) {
      return decided.get();
    }
    long last = control.lastControlOffset();
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
    if (config.model() != null) {
      checkBundle(config.model());
      return config.model() + ", until the first activation";
    }
    throw new CommandException(
        CommandException.USAGE,
        "no model yet: start with --model FILE, or first activate one with `review-scoring publish"
            + " --model FILE --store URI --bootstrap-servers "
            + config.bootstrapServers()
            + "`");
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

  /** A bundle on this machine is looked at before anything starts; elsewhere the gate does. */
  private static void checkBundle(String model) throws CommandException {
    if (!JobEnvironment.isUri(model)) {
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
    List<ModelStatus> accepted =
        records.stream()
            .filter(status -> status.state() == ModelStatus.State.ACCEPTED)
            .sorted(Comparator.comparingLong(Readiness::instant))
            .toList();
    return accepted.stream()
        .filter(status -> instant(status) <= now)
        .reduce((earlier, later) -> later)
        .or(() -> accepted.stream().findFirst());
  }

  private static String words(ModelStatus status) {
    Long from = status.effectiveFrom();
    // The model given at the start is in force from the beginning of time.
    return from == null || from <= 0
        ? status.version()
        : status.version() + ", in force from " + Messages.instant(from);
  }

  private static long instant(ModelStatus status) {
    Long from = status.effectiveFrom();
    return from == null ? Long.MIN_VALUE : from;
  }
}
