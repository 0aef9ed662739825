package io.reviewscoring.job.cli;

import io.reviewscoring.job.control.AllowedStores;
import io.reviewscoring.job.control.DecisionRecord;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a job says of a command. Belongs to one thread. */
final class ActivationAnswer {

  /** What is waited for. */
  enum Goal {
    ACCEPTED,
    ACTIVE
  }

  /** The status topic as it goes on, such as {@link TopicFollower#follow}. */
  @FunctionalInterface
  interface Statuses {
    /** Whether the last one came in time. */
    boolean follow(Predicate<ConsumerRecord<byte[], byte[]>> isLast, Duration timeout)
        throws IOException;
  }

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final ModelCommand command;
  private final long offset;
  private final String job;
  private final Goal goal;
  private final Consumer<String> say;
  private final List<ModelStatus> record;
  private final Set<String> others = new TreeSet<>();
  private @Nullable ModelStatus rejection;
  private @Nullable Decision decision;
  private @Nullable String withoutEffect;
  private @Nullable Instant inForceFrom;

  /** Written by two transactions, either may be seen first. */
  private boolean isAccepted;

  private boolean isActive;

  /**
   * @param offset of the command on the control topic
   * @param job whose answer counts
   * @param record the job's statuses before it
   * @param say takes a line for the user
   */
  ActivationAnswer(
      ModelCommand command,
      long offset,
      String job,
      Goal goal,
      List<ModelStatus> record,
      Consumer<String> say) {
    this.command = command;
    this.offset = offset;
    this.job = job;
    this.goal = goal;
    this.record = new ArrayList<>(record);
    this.say = say;
  }

  /**
   * Waits for it. A model that is accepted for a later instant is waited for until then, and the
   * timeout counts from there.
   *
   * @throws CommandException if the job refuses, does not answer in time, or decides otherwise
   *     before it can take effect
   */
  void await(Statuses statuses, Duration timeout) throws IOException, CommandException {
    boolean answered = statuses.follow(this::isLast, timeout);
    if (!answered && goal == Goal.ACTIVE && inForceFrom != null) {
      Duration left = Duration.between(Instant.now(), inForceFrom).plus(timeout);
      answered = statuses.follow(this::isLast, left.compareTo(FOR_EVER) < 0 ? left : FOR_EVER);
    }
    if (rejection != null) {
      throw failure("rejected: " + rejection.reason() + remedy());
    }
    if (withoutEffect != null) {
      throw failure("accepted, but without effect: " + withoutEffect);
    }
    Optional<String> replacement =
        answered || decision == null
            ? Optional.empty()
            : DecisionFate.replacement(timeline(), decision);
    if (replacement.isPresent()) {
      throw failure("accepted, but replaced before the job scored so: " + replacement.get());
    }
    if (!answered) {
      throw failure(
          "job %s did not make it %s within %d s%s; it stays published: %s"
              .formatted(
                  job,
                  goal.name().toLowerCase(Locale.ROOT),
                  timeout.toSeconds(),
                  inForceFrom == null ? "" : " of its instant",
                  others.isEmpty()
                      ? "is the job running?"
                      : "job " + String.join(", ", others) + " answered, name it by --job.name"));
    }
  }

  private String remedy() {
    if (rejection == null || !AllowedStores.OUTSIDE.equals(rejection.reason())) {
      return "";
    }
    String store = command.uri().substring(0, command.uri().lastIndexOf('/') + 1);
    return "; give --store the job's model.directory, or the job --model.stores=" + store;
  }

  private boolean isLast(ConsumerRecord<byte[], byte[]> said) {
    Optional<ModelStatus> status = status(said.value());
    status.filter(each -> each.isOf(job) && isDecision(each)).ifPresent(record::add);
    Optional<ModelStatus> answer =
        status.filter(each -> each.controlOffset() == offset).filter(this::isAbout);
    answer.map(ModelStatus::job).filter(name -> !name.equals(job)).ifPresent(others::add);
    return answer.filter(each -> each.isOf(job)).map(this::take).orElse(false) || isInVain();
  }

  private static boolean isDecision(ModelStatus status) {
    return status.state() == ModelStatus.State.ACCEPTED
        && status.effectiveFrom() != null
        && status.sha256() != null;
  }

  /** Whether what was accepted will never be active, by what was decided since. */
  private boolean isInVain() {
    if (decision != null) {
      withoutEffect = DecisionFate.withoutEffect(timeline(), decision).orElse(null);
    }
    return withoutEffect != null;
  }

  private Timeline timeline() {
    return DecisionRecord.of(record).timeline();
  }

  /**
   * Which model it is that a command without a bundle is about, the job says; and of one that it
   * can't read, as it is of an older release, that it is unknown.
   */
  private boolean isAbout(ModelStatus status) {
    return !command.kind().hasBundle()
        || status.version().equals(command.version())
        || (status.state() == ModelStatus.State.REJECTED
            && status.version().equals(ModelCommand.UNNAMED));
  }

  private boolean take(ModelStatus status) {
    if (status.state() != ModelStatus.State.REJECTED) {
      say.accept(words(status)); // a refusal is told at the end
    }
    return switch (status.state()) {
      case REJECTED -> {
        rejection = status;
        yield true;
      }
      case ACTIVE -> {
        isActive = true;
        yield isAccepted;
      }
      case ACCEPTED -> {
        isAccepted = true;
        Long from = status.effectiveFrom();
        inForceFrom = from == null ? null : Instant.ofEpochMilli(from);
        decision = isDecision(status) ? DecisionRecord.decision(status) : null;
        yield goal == Goal.ACCEPTED || isActive;
      }
      case STALLED -> false;
    };
  }

  /** A record of the status topic; empty if somebody else wrote it. */
  static Optional<ModelStatus> status(byte @Nullable [] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(Messages.modelStatus(value));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static String words(ModelStatus status) {
    return switch (status.state()) {
      case ACCEPTED -> "accepted   " + model(status) + InForce.words(status);
      case REJECTED -> "rejected   " + status.reason();
      case ACTIVE -> "active     loaded in " + status.loadMillis() + " ms";
      case STALLED -> "stalled    " + status.reason();
    };
  }

  /** Named where the command does not. */
  private static String model(ModelStatus status) {
    return status.kind().hasBundle() ? "" : status.version() + ", ";
  }

  private static CommandException failure(String message) {
    return new CommandException(CommandException.FAILURE, message);
  }
}
